import { type Fraction, toFraction } from './fraction.js';
import type { Rational } from './rational.js';

/** Seconds for a message, to a thousandth: `3.5 s`. */
export const secondsText = (value: Fraction | Rational): string => {
  const { n, d } = 'num' in value ? toFraction(value) : value;
  return `${Number((n * 1000n) / d) / 1000} s`;
};
