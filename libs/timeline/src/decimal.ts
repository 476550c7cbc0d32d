import { fraction, safe, toInteger } from './fraction.js';
import { equals, type Rational, rational, toSeconds } from './rational.js';

/** Microseconds: what ffprobe prints and finer than a sample of sound. */
const PLACES = 6;
const SCALE = 10n ** BigInt(PLACES);

const DECIMAL = /^([+-]?)(\d{0,400})(?:\.(\d{0,400}))?(?:e([+-]?\d{1,3}))?$/i;

/**
 * A decimal as it is written, exactly: 0.1 is 1/10. Digits beyond the sixth decimal are rounded (halves upwards), because
 * JSON numbers computed by clients (7/3, 0.1 + 0.2) carry float noise there, and the noise is not what the client means.
 * Throws RangeError for what is no finite decimal or too large to be exact.
 */
export const fromDecimal = (value: number | string): Rational => {
  const match = DECIMAL.exec(String(value).trim());
  const [, sign, whole = '', part = '', exponent = '0'] = match ?? [];
  const digits = whole + part;
  if (match === null || digits === '') throw new RangeError('Not a decimal number.');
  const shift = Number(exponent) - part.length;
  const n = BigInt(digits) * (sign === '-' ? -1n : 1n) * SCALE;
  const scaled = shift >= 0 ? fraction(n * 10n ** BigInt(shift), 1n) : fraction(n, 10n ** BigInt(-shift));
  const micro = fraction(BigInt(toInteger(scaled, 'round')), SCALE);
  return rational(safe(micro.n), safe(micro.d));
};

/** NTSC rates are written short: 29.97 means 30000/1001. */
const NTSC = [24, 30, 48, 60, 120].map((rate) => rational(rate * 1000, 1001));

/**
 * A frame rate as people write it: 23.976, 29.97, 59.94 and the like are the NTSC rates; others are taken to a thousandth.
 * Throws RangeError where the value is no positive decimal.
 */
export const frameRate = (value: number | string): Rational => {
  const written = fromDecimal(value);
  const rounded = rational(Math.round(toSeconds(written) * 1000), 1000);
  if (rounded.num <= 0) throw new RangeError('A frame rate is positive.');
  return (
    NTSC.find((rate) => Math.abs(toSeconds(rate) - toSeconds(rounded)) < 0.004 && !equals(rate, rounded)) ?? rounded
  );
};
