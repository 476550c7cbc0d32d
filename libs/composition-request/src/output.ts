import { frameRate, fromDecimal, type OutputSpec } from '#lib/timeline';
import { parseBitrate } from './audio-bitrate.js';
import { DEFAULTS } from './defaults.js';
import { known } from './known.js';
import { outputSize } from './output-size.js';
import type { OutputRequest } from './request.js';

const usual = DEFAULTS.output;

export const toOutputSpec = (output: OutputRequest): OutputSpec => ({
  ...outputSize(output.resolution ?? usual.resolution, output.aspect_ratio ?? usual.aspectRatio),
  fps: frameRate(output.fps ?? usual.fps),
  crf: output.crf ?? usual.crf,
  preset: output.preset ?? usual.preset,
  format: 'mp4',
  audioBitrate: known(parseBitrate(output.audio_bitrate ?? usual.audioBitrate), 'bit rate'),
  thumbnailAt: output.thumbnail_time === undefined ? null : fromDecimal(output.thumbnail_time),
});
