import { fromDecimal, type Rational } from '#lib/timeline';

/**
 * Decimal seconds of a request → exact seconds, read to the microsecond: what a client's own floating-point
 * sums left behind (0.1 + 0.2 = 0.30000000000000004) is far below a frame and would not stay a small fraction.
 */
export const seconds = (value: number): Rational => fromDecimal(value.toFixed(6));
