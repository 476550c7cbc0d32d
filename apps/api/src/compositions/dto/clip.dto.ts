import type { ClipRequest } from '#lib/composition-request';
import type { Fit } from '#lib/timeline';
import { BooleanField, ChoiceField, NumberField, TextField } from '../../http/fields.js';
import { SourceField, TimeField } from './time-and-source.js';

const FITS: readonly Fit[] = ['contain', 'cover'];

export class ClipDto implements ClipRequest {
  @SourceField({ required: true, description: 'The video.', example: 's3://cutroom/clip1.mp4' })
  readonly url: string;

  @TimeField({ default: 0, description: 'Seconds into the source where the clip begins.' })
  readonly trim_start?: number;

  @TimeField({ description: 'Seconds into the source where it ends. Default: the end of the source.' })
  readonly trim_end?: number;

  @TimeField({ description: 'Seconds on the timeline. Without it the clip follows the one before.' })
  readonly start_time?: number;

  @TimeField({ description: 'Checked against the length of the clip, to within one frame.' })
  readonly end_time?: number;

  @NumberField({ min: 0, max: 2, default: 1, description: "Gain of the clip's own sound." })
  readonly volume?: number;

  @BooleanField({ default: false })
  readonly mute?: boolean;

  @ChoiceField({ of: FITS, default: 'contain' })
  readonly fit?: Fit;

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
