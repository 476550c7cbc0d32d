/** An exact number of seconds (or frames per second). Always reduced, `den` > 0, plain JSON. */
export interface Rational {
  readonly num: number;
  readonly den: number;
}

/**
 * A reduced fraction without bounds, `d` > 0. Running totals use it: two hundred lengths with unrelated time bases
 * have a common denominator far beyond 2^53, although each length alone is small.
 */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/** Reduces n/d. Throws RangeError where d is 0. */
export const fraction = (n: bigint, d: bigint): Fraction => {
  if (d === 0n) throw new RangeError('A fraction has no denominator 0.');
  const sign = d < 0n ? -1n : 1n;
  const common = gcd(n, d * sign);
  return { n: (n * sign) / common, d: (d * sign) / common };
};

export const toFraction = (value: Rational): Fraction => ({ n: BigInt(value.num), d: BigInt(value.den) });

export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d);

/** -1, 0 or 1 as a is below, equal to or above b. */
export const order = (a: Fraction, b: Fraction): -1 | 0 | 1 => {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

export type Rounding = 'floor' | 'round' | 'ceil';

const floorDivide = (n: bigint, d: bigint): bigint => (n < 0n && n % d !== 0n ? n / d - 1n : n / d);

/**
 * To a whole number. `round` takes halves upwards (towards +∞), so that equal distances stay equal wherever they lie.
 * Throws RangeError where the result is beyond 2^53.
 */
export const toInteger = ({ n, d }: Fraction, rounding: Rounding): number => {
  if (rounding === 'floor') return safe(floorDivide(n, d));
  if (rounding === 'ceil') return safe(-floorDivide(-n, d));
  return safe(floorDivide(2n * n + d, 2n * d));
};

export const safe = (value: bigint): number => {
  const result = Number(value);
  if (!Number.isSafeInteger(result)) throw new RangeError('A number is too large to be exact.');
  return result;
};
