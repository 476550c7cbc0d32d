import { DEFAULTS, type TimecodeOverlayRequest } from '#lib/composition-request';
import { TIMECODE_FORMATS, type TimecodeFormat } from '#lib/timeline';
import { ChoiceField, ObjectField } from '../../../http/fields.js';
import { OverlayBaseDto } from './overlay-base.dto.js';
import { TextStyleDto } from './text-style.dto.js';

export class TimecodeOverlayDto extends OverlayBaseDto implements TimecodeOverlayRequest {
  @ChoiceField({ required: true, of: ['timecode'] })
  readonly type: 'timecode';

  @ChoiceField({
    of: TIMECODE_FORMATS,
    default: DEFAULTS.timecode.format,
    description: 'Of the output. At 29.97 and the like frames are counted as at 30 (non-drop-frame).',
  })
  readonly format?: TimecodeFormat;

  @ObjectField(() => TextStyleDto)
  readonly style?: TextStyleDto;
}
