import type { CaptionsOverlayRequest } from '#lib/composition-request';
import { ChoiceField, ObjectField } from '../../../http/fields.js';
import { SourceField } from '../time-and-source.js';
import { OverlayBaseDto } from './overlay-base.dto.js';
import { TextStyleDto } from './text-style.dto.js';

export class CaptionsOverlayDto extends OverlayBaseDto implements CaptionsOverlayRequest {
  @ChoiceField({ required: true, of: ['captions'] })
  readonly type: 'captions';

  @SourceField({
    required: true,
    example: 's3://cutroom/captions.srt',
    description: 'SubRip, WebVTT or ASS in any encoding; its times count from start_time.',
  })
  readonly url: string;

  @ObjectField(() => TextStyleDto, {
    description:
      'Default: a size for the picture, centred, outlined. Looks and places that the file itself gives go before.',
  })
  readonly style?: TextStyleDto;
}
