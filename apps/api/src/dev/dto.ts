import { TextField } from '../http/fields.js';

export class ResetUserDto {
  @TextField({ required: true, max: 255, example: 'anna' })
  readonly user_id: string;
}
