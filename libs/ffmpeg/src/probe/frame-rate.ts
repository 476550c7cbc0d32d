import { type Rational, rational, toSeconds } from '#lib/timeline';
import { positiveRatio } from './numbers.js';
import type { RawStream } from './raw.js';

/** Beyond this a rate is a time base in disguise: 57600 and 90000 have been seen. */
const FASTEST = 480;
const FALLBACK = rational(25);
/** A header further than this from what was counted is not believed. */
const FAR = 0.2;

const sane = (rate: Rational | null): Rational | null => (rate !== null && toSeconds(rate) <= FASTEST ? rate : null);

/** Frames per second on average. `counted` = packets a second, null where they were not counted. */
export const averageRate = (stream: RawStream, counted: Rational | null): Rational => {
  const stated = sane(positiveRatio(stream.avg_frame_rate)) ?? sane(positiveRatio(stream.r_frame_rate));
  const seen = sane(counted);
  const lies = stated !== null && seen !== null && Math.abs(toSeconds(stated) / toSeconds(seen) - 1) > FAR;
  return (lies ? seen : (stated ?? seen)) ?? FALLBACK;
};
