import {
  ASPECT_RATIOS,
  type AspectRatio,
  BITRATE_LIMITS,
  DEFAULTS,
  MAX_CRF,
  type OutputRequest,
  parseBitrate,
  REENCODE,
  type Reencode,
  type RenditionRequest,
  type Resolution,
} from '#lib/composition-request';
import {
  OUTPUT_FORMATS,
  type OutputFormat,
  VIDEO_CODECS,
  type VideoCodec,
  X264_PRESETS,
  type X264Preset,
} from '#lib/timeline';
import { ChoiceField, NumberField, ParsedField } from '../../http/fields.js';
import { RenditionListField, ResolutionField } from './resolution-field.js';
import { TimeField } from './time-and-source.js';

const { output } = DEFAULTS;
const MAX_RENDITIONS = 5;

export class OutputDto implements OutputRequest {
  @ResolutionField({ default: output.resolution })
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
    max: MAX_CRF,
    integer: true,
    default: output.crf,
    description: "Quality, lower is better. Default: the service's.",
  })
  readonly crf?: number;

  @ChoiceField({ of: X264_PRESETS, default: output.preset })
  readonly preset?: X264Preset;

  @ChoiceField({ of: OUTPUT_FORMATS, default: output.format, description: 'gif is silent, mp3 is sound alone.' })
  readonly format?: OutputFormat;

  @ChoiceField({
    of: VIDEO_CODECS,
    description: 'mp4 takes all of them (h264), mov h264 and h265 (h264), webm vp9 and av1 (vp9).',
  })
  readonly codec?: VideoCodec;

  @RenditionListField({
    max: MAX_RENDITIONS,
    description:
      'Further sizes of the result, no larger than it and of its shape, made from the same decode; each may have a `crf` of its own.',
    example: ['480p', { resolution: { width: 640, height: 360 }, crf: 28 }],
  })
  readonly renditions?: readonly RenditionRequest[];

  @ParsedField({
    accepts: (value) => parseBitrate(value) !== null,
    message: `must be thousands of bits per second from ${BITRATE_LIMITS.least}k to ${BITRATE_LIMITS.most}k`,
    schema: { type: 'string', pattern: '^\\d{2,3}k$' },
    default: output.audioBitrate,
    description: 'Of the sound.',
  })
  readonly audio_bitrate?: string;

  @ChoiceField({
    of: REENCODE,
    default: output.reencode,
    description:
      'auto: where a film is nothing but cuts of H.264 sources in its own size and rate, their picture is copied but for the edges of clips.',
  })
  readonly reencode?: Reencode;

  @TimeField({
    description: 'Seconds, of the picture that is the thumbnail. Default: one that is not black.',
    example: 2.5,
  })
  readonly thumbnail_time?: number;
}
