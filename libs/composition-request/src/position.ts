import type { Position } from '#lib/timeline';

export type Axis = 'x' | 'y';

export const POSITION_KEYWORDS: Readonly<Record<Axis, readonly [string, string, string]>> = {
  x: ['left', 'center', 'right'],
  y: ['top', 'middle', 'bottom'],
};

/** Beyond every canvas that can be asked for, and still exact everywhere downstream. */
export const MAX_POSITION_PIXELS = 16_384;

/** Pixels of the output, a keyword of that axis or `"10%"` (0–100); null where it is none of these. */
export const parsePosition = (value: unknown, axis: Axis): Position | null => {
  if (typeof value === 'number') {
    return Math.abs(value) <= MAX_POSITION_PIXELS ? { kind: 'pixels', value } : null;
  }
  if (typeof value !== 'string') return null;
  const [start, center, end] = POSITION_KEYWORDS[axis];
  if (value === start) return { kind: 'start' };
  if (value === center) return { kind: 'center' };
  if (value === end) return { kind: 'end' };
  const digits = /^(\d{1,3}(?:\.\d{1,6})?)%$/.exec(value)?.[1];
  const percent = Number(digits);
  return percent <= 100 ? { kind: 'percent', value: percent } : null;
};
