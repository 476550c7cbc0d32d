import { MAX_POSITION_PIXELS, type Position, parseExpression } from '#lib/timeline';

export type Axis = 'x' | 'y';

export const POSITION_KEYWORDS: Readonly<Record<Axis, readonly [string, string, string]>> = {
  x: ['left', 'center', 'right'],
  y: ['top', 'middle', 'bottom'],
};

/**
 * Pixels of the output, a keyword of that axis, `"10%"`, or an expression such as `"W-w-20"`; null where it is none of these.
 * Like pixels, percentages may be beyond the picture's edges: `"-10%"` shows what is left of an overlay there.
 */
export const parsePosition = (value: unknown, axis: Axis): Position | null => {
  if (typeof value === 'number') {
    return Math.abs(value) <= MAX_POSITION_PIXELS ? { kind: 'pixels', value } : null;
  }
  if (typeof value !== 'string') return null;
  const [start, center, end] = POSITION_KEYWORDS[axis];
  if (value === start) return { kind: 'start' };
  if (value === center) return { kind: 'center' };
  if (value === end) return { kind: 'end' };
  const digits = /^(-?\d{1,3}(?:\.\d{1,6})?)%$/.exec(value)?.[1];
  if (digits !== undefined) return { kind: 'percent', value: Number(digits) };
  const read = parseExpression(value);
  return read.kind === 'parsed' ? { kind: 'expression', expression: read.expression } : null;
};

/** What keeps a text from being a position, for a message: the expression's fault where it looks like one. */
export const positionFault = (value: string): string | null => {
  const read = parseExpression(value);
  return read.kind === 'refused' && /[-+*/().\d]/.test(value) && !value.includes('%') ? read.message : null;
};
