import { framesIn, type Rational, rational } from '#lib/timeline';

/** The one rate of the whole sound. */
export const SAMPLE_RATE = 48_000;

/** First sample of output frame `frame`: round(frame × 48000 ÷ fps), exact. */
export const sampleOf = (frame: number, fps: Rational): number =>
  framesIn(rational(frame * fps.den, fps.num), rational(SAMPLE_RATE));
