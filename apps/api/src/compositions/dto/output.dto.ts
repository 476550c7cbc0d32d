import {
  ASPECT_RATIOS,
  type AspectRatio,
  DEFAULTS,
  type OutputRequest,
  RESOLUTIONS,
  type Resolution,
} from '#lib/composition-request';
import { X264_PRESETS, type X264Preset } from '#lib/timeline';
import { ChoiceField, NumberField } from '../../http/fields.js';
import { TimeField } from './time-and-source.js';

const { output } = DEFAULTS;

export class OutputDto implements OutputRequest {
  @ChoiceField({ of: RESOLUTIONS, default: output.resolution, description: 'Pixels of the shorter side.' })
  readonly resolution?: Resolution;

  @ChoiceField({ of: ASPECT_RATIOS, default: output.aspectRatio })
  readonly aspect_ratio?: AspectRatio;

  @NumberField({
    min: 1,
    max: 60,
    default: output.fps,
    description: '23.976, 29.97 and 59.94 are taken as the exact NTSC rates.',
  })
  readonly fps?: number;

  @NumberField({
    min: 0,
    max: 51,
    integer: true,
    default: output.crf,
    description: "Quality, lower is better. Default: the service's.",
  })
  readonly crf?: number;

  @ChoiceField({ of: X264_PRESETS, default: output.preset })
  readonly preset?: X264Preset;

  @ChoiceField({ of: ['mp4'], default: 'mp4' })
  readonly format?: 'mp4';

  @TimeField({ description: 'Seconds, of the picture that is the thumbnail. Default: one that is not black.' })
  readonly thumbnail_time?: number;
}
