import { type FrameSize, rational } from '#lib/timeline';
import type { AspectRatio, Resolution, ResolutionName } from './request.js';

/** Length of the shorter side, pixels. */
export const SHORT_SIDE: Readonly<Record<ResolutionName, number>> = {
  '480p': 480,
  '720p': 720,
  '1080p': 1080,
  '1440p': 1440,
  '4k': 2160,
};

const RATIO: Readonly<Record<AspectRatio, readonly [number, number]>> = {
  '16:9': [16, 9],
  '9:16': [9, 16],
  '1:1': [1, 1],
  '4:5': [4, 5],
};

/** Of a side given in pixels. The upper one is the longer side of 4K. */
export const SIDE_LIMITS = { least: 16, most: 3840 } as const;

export const even = (pixels: number): number => Math.round(pixels / 2) * 2;

/** Even width and height in pixels, e.g. 854 × 480 for 480p 16:9, 720 × 900 for 720p 4:5; a size in pixels is as it says. */
export const outputSize = (resolution: Resolution, ratio: AspectRatio): FrameSize => {
  if (typeof resolution === 'object') return { width: resolution.width, height: resolution.height };
  const [w, h] = RATIO[ratio];
  const unit = rational(SHORT_SIDE[resolution], Math.min(w, h));
  return { width: even((w * unit.num) / unit.den), height: even((h * unit.num) / unit.den) };
};

const isSide = (value: unknown): boolean =>
  typeof value === 'number' && value >= SIDE_LIMITS.least && value <= SIDE_LIMITS.most && value % 2 === 0;

/** A size in pixels, and nothing but that. */
export const isFrameSize = (value: unknown): value is FrameSize => {
  if (typeof value !== 'object' || value === null) return false;
  const { width, height, ...more } = value as Record<string, unknown>;
  return isSide(width) && isSide(height) && Object.keys(more).length === 0;
};

/** Whether it takes the 4K switch: more than 1440p has, lying or standing. */
export const isBeyond1440p = ({ width, height }: FrameSize): boolean =>
  Math.max(width, height) > 2560 || Math.min(width, height) > SHORT_SIDE['1440p'];
