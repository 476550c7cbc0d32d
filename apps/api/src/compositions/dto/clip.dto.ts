import type { ClipRequest } from '#lib/composition-request';
import { COLOR_PRESETS, type ColorPreset, FITS, type Fit, MOTIONS, type Motion } from '#lib/timeline';
import { BooleanField, ChoiceField, NumberField, TextField } from '../../http/fields.js';
import { SourceField, TimeField } from './time-and-source.js';

export class ClipDto implements ClipRequest {
  @SourceField({ required: true, description: 'A video or a picture.', example: 's3://cutroom/clip1.mp4' })
  readonly url: string;

  @TimeField({ default: 0, description: 'Seconds into the source where the clip begins.' })
  readonly trim_start?: number;

  @TimeField({ description: 'Seconds into the source where it ends. Default: the end of the source.', example: 4.5 })
  readonly trim_end?: number;

  @TimeField({ description: 'Pictures only: seconds shown, 5 where nothing is said.', example: 4.5 })
  readonly duration?: number;

  @NumberField({
    min: 0.25,
    max: 4,
    default: 1,
    description: 'Seconds of source in a second; the sound keeps its pitch.',
  })
  readonly speed?: number;

  @TimeField({ description: 'Seconds on the timeline. Without it the clip follows the one before.', example: 8 })
  readonly start_time?: number;

  @TimeField({ description: 'Checked against the length of the clip, to within one frame.', example: 12.5 })
  readonly end_time?: number;

  @NumberField({ min: 0, max: 2, default: 1, description: "Gain of the clip's own sound." })
  readonly volume?: number;

  @BooleanField({ default: false })
  readonly mute?: boolean;

  @ChoiceField({ of: FITS, default: 'contain', description: '`blur` shows all of it over a blurred copy of itself.' })
  readonly fit?: Fit;

  @ChoiceField({ of: COLOR_PRESETS, description: "A look; without it the composition's." })
  readonly color_preset?: ColorPreset;

  @ChoiceField({ of: MOTIONS, description: 'Pictures only: how the camera moves over it while it is shown.' })
  readonly motion?: Motion;

  @TextField({
    max: 64,
    default: 'cut',
    example: 'crossfade',
    description: '`cut`, `fade` (dips through the background), `crossfade`, or an xfade name of the running ffmpeg.',
  })
  readonly transition_in?: string;

  @NumberField({ min: 0, max: 60, default: 0.5, description: 'Seconds.' })
  readonly transition_duration?: number;
}
