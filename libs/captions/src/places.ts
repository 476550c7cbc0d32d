import { type Position, parseExpression } from '#lib/timeline';
import type { CuePlace } from './cue.js';

/** Of the picture, kept free at its edges: the title-safe area of SMPTE ST 2046-1. */
const MARGIN = 0.05;

const at = (expression: string): Position => {
  const read = parseExpression(expression);
  if (read.kind === 'refused') throw new RangeError(read.message);
  return { kind: 'expression', expression: read.expression };
};

/** 0 left or top, 0.5 middle, 1 right or bottom. */
type Anchor = 0 | 0.5 | 1;

const along = (whole: 'W' | 'H', own: 'w' | 'h', anchor: Anchor): Position => {
  if (anchor === 0.5) return { kind: 'center' };
  return at(anchor === 0 ? `${whole}*${MARGIN}` : `${whole}-${own}-${whole}*${MARGIN}`);
};

/** The keys of a number pad, as ASS counts: 1 bottom left … 9 top right. */
const anchors = (key: number): { readonly across: Anchor; readonly down: Anchor } => ({
  across: ([0, 0.5, 1] as const)[(key - 1) % 3] ?? 0.5,
  down: ([1, 0.5, 0] as const)[Math.floor((key - 1) / 3)] ?? 1,
});

/** At an edge or a corner; null for the bottom middle, where captions stand anyway. */
export const placeAtKey = (key: number): CuePlace | null => {
  const { across, down } = anchors(key);
  return key === 2 ? null : { x: along('W', 'w', across), y: along('H', 'h', down) };
};

const decimal = (value: number): string => Math.min(2, Math.max(0, value)).toFixed(4);

/** With its corner (or middle, by the key) at these shares of the picture. */
export const placeAt = (key: number, x: number, y: number): CuePlace => {
  const { across, down } = anchors(key);
  return { x: at(`W*${decimal(x)}-w*${across}`), y: at(`H*${decimal(y)}-h*${down}`) };
};

/** With its middle at a share of the picture's height, as far as it stays inside. */
export const placeDown = (x: CuePlace['x'], share: number): CuePlace => {
  const inside = Math.min(1 - MARGIN, Math.max(MARGIN, share));
  return { x, y: at(`H*${decimal(inside)}-h*${decimal(inside)}`) };
};
