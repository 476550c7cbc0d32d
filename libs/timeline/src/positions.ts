import type { Problem } from '#lib/contracts';
import { type Fraction, fraction, minus, order, plus, toFraction } from './fraction.js';
import type { Clip, Timeline } from './model.js';
import type { Rational } from './rational.js';
import { secondsText } from './text.js';

/** Exact seconds on the timeline, [start, end). */
export interface Interval {
  readonly start: Fraction;
  readonly end: Fraction;
}

export interface Positions {
  /** One per clip; null where a length that nobody knows yet comes before. */
  readonly intervals: readonly (Interval | null)[];
  readonly problems: readonly Problem[];
}

const ORIGIN = fraction(0n, 1n);

/**
 * Puts every clip at its exact place. `lengths` are those on the timeline in seconds, null where only the media can tell.
 * Positions are running totals of exact numbers and are rounded to frames once, by the caller: that is why two hundred
 * cuts do not drift.
 */
export const positionClips = (timeline: Timeline, lengths: readonly (Rational | null)[]): Positions => {
  const intervals: (Interval | null)[] = [];
  const problems: Problem[] = [];
  let cursor: Fraction | null = ORIGIN;
  for (const [index, clip] of timeline.clips.entries()) {
    const start = startOf(clip, index === 0 ? ORIGIN : cursor, index);
    const length = lengths[index] ?? null;
    const end = endOf(clip, start, length, timeline.output.fps);
    if (end.problem !== null) problems.push(end.problem);
    cursor = end.at;
    intervals.push(start === null || cursor === null ? null : { start, end: cursor });
  }
  return { intervals, problems };
};

const startOf = (clip: Clip, cursor: Fraction | null, index: number): Fraction | null => {
  if (clip.placement.kind === 'placed') return toFraction(clip.placement.start);
  if (cursor === null || index === 0 || clip.transition.kind !== 'overlap') return cursor;
  const start = minus(cursor, toFraction(clip.transition.duration));
  return order(start, ORIGIN) < 0 ? ORIGIN : start;
};

/**
 * Where the client states an end that agrees within a frame, a placed clip ends exactly there: clients round to
 * milliseconds, and the next clip stands at the stated time, not at the true one.
 */
const endOf = (
  clip: Clip,
  start: Fraction | null,
  length: Rational | null,
  fps: Rational,
): { readonly at: Fraction | null; readonly problem: Problem | null } => {
  const stated = clip.statedEnd === null ? null : toFraction(clip.statedEnd);
  const placed = clip.placement.kind === 'placed';
  if (start === null) return { at: null, problem: null };
  if (length === null) return { at: placed ? stated : null, problem: null };
  const end = plus(start, toFraction(length));
  if (stated === null) return { at: end, problem: null };
  const off = minus(stated, end);
  const frame = fraction(BigInt(fps.den), BigInt(fps.num));
  if (order(off, frame) <= 0 && order(minus(ORIGIN, off), frame) <= 0)
    return { at: placed ? stated : end, problem: null };
  const span = secondsText(minus(stated, start));
  const message = placed
    ? `end_time − start_time is ${span}, but the clip is ${secondsText(toFraction(length))} long.`
    : `This clip ends at ${secondsText(end)}, not at ${secondsText(stated)}: it follows the clip before it.`;
  return { at: end, problem: { pointer: `${clip.pointer}/end_time`, message } };
};
