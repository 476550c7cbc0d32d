import { type Rational, rational, toSeconds } from '#lib/timeline';
import { positiveRatio } from './numbers.js';
import type { RawStream } from './raw.js';

/** Beyond this a rate is a time base in disguise: 57600 and 90000 have been seen. */
const FASTEST = 480;
const FALLBACK = rational(25);

const sane = (rate: Rational | null): Rational | null => (rate !== null && toSeconds(rate) <= FASTEST ? rate : null);

/** Frames per second on average; a header far from what was counted is not believed. */
export const averageRate = (stream: RawStream, packets: number | null, duration: Rational | null): Rational => {
  const stated = sane(positiveRatio(stream.avg_frame_rate)) ?? sane(positiveRatio(stream.r_frame_rate));
  const counted =
    packets === null || packets < 2 || duration === null ? null : sane(rational(packets * duration.den, duration.num));
  const lies = stated !== null && counted !== null && Math.abs(toSeconds(stated) / toSeconds(counted) - 1) > 0.2;
  return (lies ? counted : (stated ?? counted)) ?? FALLBACK;
};
