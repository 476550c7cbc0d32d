import type { FrameOrder } from './frame-order.js';

/** Frames [from, to) of a source in showing order, decoded from frame `entry` on. */
export interface Cut {
  readonly kind: 'copied' | 'encoded';
  readonly from: number;
  readonly to: number;
  readonly entry: number;
}

/**
 * Frames [from, to) of a source: encoded up to the first IDR picture, copied as far as no frame is missing that would be shown, and
 * encoded from there to the end. Null where decoding cannot begin before them.
 */
export const cutClip = (order: FrameOrder, from: number, to: number): readonly Cut[] | null => {
  const encoded = (start: number, end: number): readonly Cut[] | null => {
    if (start === end) return [];
    const entry = order.entryBefore(start);
    return entry === null ? null : [{ kind: 'encoded', from: start, to: end, entry }];
  };
  const begin = order.entryFrom(from, to);
  if (begin === null) return encoded(from, to);
  const end = lastClosed(order, begin, to);
  const head = encoded(from, begin);
  const tail = encoded(end, to);
  if (head === null || tail === null) return null;
  return [...head, { kind: 'copied', from: begin, to: end, entry: begin }, ...tail];
};

/** After an IDR picture there always is such a place: right behind it. */
const lastClosed = (order: FrameOrder, begin: number, to: number): number => {
  for (let place = to; place > begin + 1; place -= 1) if (order.closedAt(place)) return place;
  return begin + 1;
};
