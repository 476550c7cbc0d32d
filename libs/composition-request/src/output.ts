import { frameRate, fromDecimal, type OutputSpec, rational } from '#lib/timeline';
import { DEFAULTS } from './defaults.js';
import type { AspectRatio, OutputRequest, Resolution } from './request.js';

/** Length of the shorter side, pixels. */
const SHORT_SIDE: Readonly<Record<Resolution, number>> = { '480p': 480, '720p': 720, '1080p': 1080 };

const RATIO: Readonly<Record<AspectRatio, readonly [number, number]>> = {
  '16:9': [16, 9],
  '9:16': [9, 16],
  '1:1': [1, 1],
  '4:5': [4, 5],
};

const even = (pixels: number): number => Math.round(pixels / 2) * 2;

/** Even width and height in pixels, e.g. 854 × 480 for 480p 16:9, 720 × 900 for 720p 4:5. */
export const outputSize = (resolution: Resolution, ratio: AspectRatio): { width: number; height: number } => {
  const [w, h] = RATIO[ratio];
  const short = SHORT_SIDE[resolution];
  const unit = rational(short, Math.min(w, h));
  return { width: even((w * unit.num) / unit.den), height: even((h * unit.num) / unit.den) };
};

export const toOutputSpec = (output: OutputRequest): OutputSpec => ({
  ...outputSize(output.resolution ?? DEFAULTS.output.resolution, output.aspect_ratio ?? DEFAULTS.output.aspectRatio),
  fps: frameRate(output.fps ?? DEFAULTS.output.fps),
  crf: output.crf ?? DEFAULTS.output.crf,
  preset: output.preset ?? DEFAULTS.output.preset,
  format: 'mp4',
  thumbnailAt: output.thumbnail_time === undefined ? null : fromDecimal(output.thumbnail_time),
});
