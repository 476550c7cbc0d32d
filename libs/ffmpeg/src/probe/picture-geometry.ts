import { type Rational, rational } from '#lib/timeline';
import { positiveRatio } from './numbers.js';
import type { RawStream } from './raw.js';

const QUARTERS = [0, 90, 180, 270] as const;
const ONE = rational(1);

/**
 * Degrees clockwise a player turns the picture. ffprobe counts counter-clockwise; a degenerate display matrix (all zero)
 * is reported as -2^63 and means nothing. ffmpeg turns in quarters only within one degree, and so do we.
 */
export const rotationOf = ({ side_data_list = [] }: RawStream): (typeof QUARTERS)[number] => {
  const counter = side_data_list.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0;
  if (!Number.isFinite(counter) || Math.abs(counter) > 360) return 0;
  const clockwise = (360 - counter) % 360;
  return QUARTERS.find((quarter) => Math.abs(clockwise - quarter) <= 1) ?? 0;
};

export interface DisplayGeometry {
  readonly width: number;
  readonly height: number;
  readonly sar: Rational;
  readonly rotation: number;
}

/** Size and sample aspect ratio as a person sees them: after the rotation. */
export const displayGeometry = (stream: RawStream): DisplayGeometry => {
  const { width = 0, height = 0 } = stream;
  const rotation = rotationOf(stream);
  const sar = positiveRatio(stream.sample_aspect_ratio) ?? ONE;
  const upright = rotation % 180 === 0;
  return upright
    ? { width, height, sar, rotation }
    : { width: height, height: width, sar: rational(sar.den, sar.num), rotation };
};
