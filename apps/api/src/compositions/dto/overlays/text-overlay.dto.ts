import type { TextOverlayRequest } from '#lib/composition-request';
import { ChoiceField, ObjectField, TextField } from '../../../http/fields.js';
import { OverlayBaseDto } from './overlay-base.dto.js';
import { TextStyleDto } from './text-style.dto.js';

export class TextOverlayDto extends OverlayBaseDto implements TextOverlayRequest {
  @ChoiceField({ required: true, of: ['text'] })
  readonly type: 'text';

  @TextField({ required: true, max: 5000, example: 'Summer Sale!', description: 'Taken literally, in any script.' })
  readonly content: string;

  @ObjectField(() => TextStyleDto)
  readonly style?: TextStyleDto;
}
