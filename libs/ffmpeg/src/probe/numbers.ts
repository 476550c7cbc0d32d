import { compare, fromDecimal, type Rational, rational, ZERO } from '#lib/timeline';

/** `n:d` or `n/d` as ffprobe writes them; null where it is no positive ratio. */
export const positiveRatio = (text: string | undefined): Rational | null => {
  const [, num = '0', den = '0'] = /^(\d+)[:/](\d+)$/.exec(text ?? '') ?? [];
  const ratio = attempt(() => rational(Number(num), Number(den)));
  return ratio !== null && ratio.num > 0 ? ratio : null;
};

/** A decimal of ffprobe's, to the microsecond; null where it is missing, `N/A` or beyond all reason. */
export const decimal = (text: string | undefined): Rational | null =>
  text === undefined ? null : attempt(() => fromDecimal(text));

/** `ticks` of a `time_base`, exactly; null where either is missing or too large to be exact. */
export const ticks = (count: number | undefined, timeBase: string | undefined): Rational | null => {
  const base = positiveRatio(timeBase);
  if (count === undefined || base === null) return null;
  return attempt(() => {
    const exact = BigInt(count) * BigInt(base.num);
    return rational(Number(exact), base.den);
  });
};

export const positive = (value: Rational | null): Rational | null =>
  value !== null && compare(value, ZERO) > 0 ? value : null;

const attempt = (make: () => Rational): Rational | null => {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};
