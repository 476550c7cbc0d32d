import { FORMATS, frameRate, fromDecimal, type OutputSpec, type Rational, rational } from '#lib/timeline';
import { parseBitrate } from './audio-bitrate.js';
import { DEFAULTS } from './defaults.js';
import { known } from './known.js';
import { outputSize } from './output-size.js';
import { renditionOf } from './renditions.js';
import type { OutputRequest } from './request.js';

const usual = DEFAULTS.output;

const rateOf = ({ frame_rate, fps }: OutputRequest): Rational => {
  if (frame_rate === undefined) return frameRate(fps ?? usual.fps);
  const [num = 0, den = 1] = frame_rate.split('/').map(Number);
  return rational(num, den);
};

const copyOf = ({ copy, reencode }: OutputRequest): OutputSpec['copy'] => {
  if (copy === true) return 'any';
  return (reencode ?? usual.reencode) === 'auto' ? 'square' : 'none';
};

export const toOutputSpec = (output: OutputRequest): OutputSpec => {
  const size = outputSize(output.resolution ?? usual.resolution, output.aspect_ratio ?? usual.aspectRatio);
  const format = output.format ?? usual.format;
  const crf = output.crf ?? usual.crf;
  return {
    ...size,
    sourceSize: output.source_size ?? false,
    stillOnly: output.still_only ?? false,
    fps: rateOf(output),
    crf,
    preset: output.preset ?? usual.preset,
    bitrate: output.video_bitrate ?? null,
    format,
    codec: output.codec ?? FORMATS[format].pictures[0] ?? null,
    renditions: (output.renditions ?? []).map((one) => renditionOf(one, { ...size, crf })),
    audioBitrate: known(parseBitrate(output.audio_bitrate ?? usual.audioBitrate), 'bit rate'),
    thumbnailAt: output.thumbnail_time === undefined ? null : fromDecimal(output.thumbnail_time),
    copy: copyOf(output),
    maxSeconds: output.max_seconds ?? null,
    deliverTo: output.deliver_to ?? null,
  };
};
