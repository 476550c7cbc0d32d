import { fromDecimal, type OutputSpec, type Rational, rational } from '#lib/timeline';
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

/** The NTSC rates that people write as rounded decimals, SMPTE ST 12-1. */
const NTSC: ReadonlyMap<number, Rational> = new Map([
  [23.976, { num: 24_000, den: 1001 }],
  [23.98, { num: 24_000, den: 1001 }],
  [29.97, { num: 30_000, den: 1001 }],
  [59.94, { num: 60_000, den: 1001 }],
]);

/** Frames per second; 1–60 with at most three decimals, the NTSC ones exact. */
export const parseFps = (fps: number): Rational => NTSC.get(fps) ?? fromDecimal(fps.toFixed(3));

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
  fps: parseFps(output.fps ?? DEFAULTS.output.fps),
  crf: output.crf ?? DEFAULTS.output.crf,
  preset: output.preset ?? DEFAULTS.output.preset,
  format: 'mp4',
});
