import type { Problem } from '#lib/contracts';
import { FORMATS, type OutputSpec, type PictureCodec } from '#lib/timeline';
import type { EncoderSettings } from './plan.js';

/** ffmpeg's encoder for each codec of pictures that it can encode. */
export type Encoders = ReadonlyMap<PictureCodec, string>;

/** Throws RangeError for a codec that `encoderProblems` refuses. */
export const encoderSettings = (
  { format, codec, preset, bitrate, audioBitrate }: OutputSpec,
  encoders: Encoders,
): EncoderSettings => {
  const { sound } = FORMATS[format];
  return {
    format,
    picture: codec === null ? null : { codec, encoder: encoderOf(codec, encoders), preset, bitrate },
    sound: sound === null ? null : { codec: sound, bitrate: audioBitrate },
  };
};

const encoderOf = (codec: PictureCodec, encoders: Encoders): string => {
  const found = encoders.get(codec);
  if (found === undefined) throw new RangeError(`Nothing here encodes ${codec}.`);
  return found;
};

export const encoderProblems = ({ codec }: OutputSpec, encoders: Encoders): readonly Problem[] =>
  codec === null || encoders.has(codec)
    ? []
    : [{ pointer: '/output/codec', message: `The ffmpeg of this worker cannot encode ${codec}.` }];
