import { DEFAULTS, type VideoOverlayRequest } from '#lib/composition-request';
import { BooleanField, ChoiceField, NumberField } from '../../../http/fields.js';
import { SourceField, TimeField } from '../time-and-source.js';
import { OverlayBaseDto } from './overlay-base.dto.js';

const { video } = DEFAULTS;

export class VideoOverlayDto extends OverlayBaseDto implements VideoOverlayRequest {
  @ChoiceField({ required: true, of: ['video'] })
  readonly type: 'video';

  @SourceField({
    required: true,
    example: 's3://cutroom/sticker.webm',
    description: 'A film; what is see-through stays so.',
  })
  readonly url: string;

  @TimeField({ default: video.trimStart, description: 'Seconds into the source.' })
  readonly trim_start?: number;

  @TimeField({ description: 'Seconds into the source. Default: its end.', example: 3 })
  readonly trim_end?: number;

  @NumberField({
    min: 0.01,
    max: 100,
    example: 0.5,
    description: 'Times its own size. Default: its own, shrunk to fit the output.',
  })
  readonly scale?: number;

  @NumberField({ min: 0, max: 2, default: video.volume, description: 'Gain of its own sound.' })
  readonly volume?: number;

  @BooleanField({ default: video.loop, description: 'Begin again at its end, for as long as the overlay is shown.' })
  readonly loop?: boolean;
}
