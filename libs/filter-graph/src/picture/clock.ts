import { add, framesIn, mul, type Rational, rational } from '#lib/timeline';

/** Close below 1,000,000: fine enough for every container, coarse enough that ffmpeg's microseconds round to it exactly. */
const TICKS_PER_SECOND = 900_000;

/**
 * The time base in which source pictures are put on the output grid. A frame lasts a whole number of ticks, so a
 * view that begins some frames later sees the very same rounding, and a segment shows the frames of the whole.
 */
export interface Clock {
  readonly fps: Rational;
  /** Seconds of one tick. */
  readonly tick: Rational;
  readonly ticksPerFrame: number;
}

export const clockOf = (fps: Rational): Clock => {
  const factor = Math.max(1, Math.floor(TICKS_PER_SECOND / fps.num));
  return { fps, tick: rational(1, fps.num * factor), ticksPerFrame: fps.den * factor };
};

/** Nearest tick; halves upwards. */
export const ticksOf = (clock: Clock, seconds: Rational): number =>
  framesIn(seconds, rational(clock.tick.den, clock.tick.num));

/** Seconds at which `frame` of a view looks into its source. */
export const sourceTime = (
  fps: Rational,
  { inPoint, speed }: { readonly inPoint: Rational; readonly speed: Rational },
  frame: number,
): Rational => add(inPoint, mul(rational(frame * fps.den, fps.num), speed));
