import { fraction, minus, order, times, toFraction, toInteger } from './fraction.js';
import type { Interval } from './positions.js';
import type { Rational } from './rational.js';

/** A clip's place on the output frame grid, [start, end). */
export interface Slot {
  readonly start: number;
  readonly end: number;
}

const ONE_FRAME = fraction(1n, 1n);

/**
 * Rounds exact positions to frames. A gap shorter than one frame is somebody's rounding and not a gap: the clip before it
 * is held over it, or the background would flash for a frame.
 */
export const gridSlots = (intervals: readonly Interval[], fps: Rational): readonly Slot[] => {
  const rate = toFraction(fps);
  const exact = intervals.map(({ start, end }) => ({ start: times(start, rate), end: times(end, rate) }));
  const slots = exact.map(({ start, end }) => ({ start: toInteger(start, 'round'), end: toInteger(end, 'round') }));
  return slots.map((slot, index) => {
    const end = exact[index]?.end;
    const follower = exact.findIndex(
      ({ start }, other) =>
        end !== undefined &&
        slots[other]?.start === slot.end + 1 &&
        order(start, end) > 0 &&
        order(minus(start, end), ONE_FRAME) < 0,
    );
    return follower < 0 ? slot : { start: slot.start, end: slot.end + 1 };
  });
};

/** Whether clip a comes before clip b: by its start, and in the order of the list where both start together. */
export const comesBefore = (slots: readonly Slot[], a: number, b: number): boolean => {
  const [first, second] = [slots[a]?.start ?? 0, slots[b]?.start ?? 0];
  return first < second || (first === second && a < b);
};

export interface Outgoing {
  readonly clip: number;
  /** False where a gap lies between. */
  readonly meets: boolean;
}

/** The clip on screen just before clip `index` begins, else the last one that was; null for the first. */
export const outgoingClip = (slots: readonly Slot[], index: number): Outgoing | null => {
  const start = slots[index]?.start ?? 0;
  let best: Outgoing | null = null;
  for (const [clip, slot] of slots.entries()) {
    if (clip === index || !comesBefore(slots, clip, index)) continue;
    const meets = slot.end >= start;
    if (best === null || isBetter(slots, { clip, meets }, best)) best = { clip, meets };
  }
  return best;
};

/** The later of two that meet wins the screen; of two that ended before, the one that ended last was seen last. */
const isBetter = (slots: readonly Slot[], one: Outgoing, other: Outgoing): boolean => {
  if (one.meets !== other.meets) return one.meets;
  if (one.meets) return comesBefore(slots, other.clip, one.clip);
  return (slots[one.clip]?.end ?? 0) >= (slots[other.clip]?.end ?? 0);
};
