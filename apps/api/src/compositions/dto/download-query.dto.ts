import { TextField } from '../../http/fields.js';

export class DownloadQueryDto {
  @TextField({ max: 32, example: '480p', description: 'Name of a rendition. Default: the result itself.' })
  readonly rendition?: string;
}
