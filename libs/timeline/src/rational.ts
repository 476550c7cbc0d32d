import {
  type Fraction,
  fraction,
  minus,
  order,
  plus,
  type Rational,
  type Rounding,
  safe,
  times,
  toFraction,
  toInteger,
} from './fraction.js';

export type { Rational, Rounding } from './fraction.js';

const fromFraction = ({ n, d }: Fraction): Rational => ({ num: safe(n), den: safe(d) });

/** num/den, reduced. Throws RangeError where either is no safe integer or den is 0. */
export const rational = (num: number, den = 1): Rational => {
  if (!Number.isSafeInteger(num) || !Number.isSafeInteger(den)) {
    throw new RangeError('A rational is made of whole numbers below 2^53.');
  }
  return fromFraction(fraction(BigInt(num), BigInt(den)));
};

export const ZERO: Rational = { num: 0, den: 1 };

/** A result whose reduced parts pass 2^53 throws RangeError, here and below: wrong by a little would be worse. */
export const add = (a: Rational, b: Rational): Rational => fromFraction(plus(toFraction(a), toFraction(b)));
export const sub = (a: Rational, b: Rational): Rational => fromFraction(minus(toFraction(a), toFraction(b)));
export const mul = (a: Rational, b: Rational): Rational => fromFraction(times(toFraction(a), toFraction(b)));
/** Throws RangeError where b is 0. */
export const div = (a: Rational, b: Rational): Rational =>
  fromFraction(fraction(BigInt(a.num) * BigInt(b.den), BigInt(a.den) * BigInt(b.num)));

/** -1, 0 or 1 as a is below, equal to or above b. */
export const compare = (a: Rational, b: Rational): -1 | 0 | 1 => order(toFraction(a), toFraction(b));
export const equals = (a: Rational, b: Rational): boolean => a.num === b.num && a.den === b.den;
export const min = (a: Rational, b: Rational): Rational => (compare(a, b) <= 0 ? a : b);
export const max = (a: Rational, b: Rational): Rational => (compare(a, b) >= 0 ? a : b);

/** The nearest float: for argv and messages only, never for further arithmetic. */
export const toSeconds = (value: Rational): number => value.num / value.den;

/**
 * Whole frames in `seconds` at `fps` (or samples, with a sample rate for `fps`). `round` takes halves upwards.
 * Throws RangeError where the count is beyond 2^53.
 */
export const framesIn = (seconds: Rational, fps: Rational, rounding: Rounding = 'round'): number =>
  toInteger(times(toFraction(seconds), toFraction(fps)), rounding);
