const MINUTE = 60;
const HOUR = 3_600;

/** Seconds between the end of one try and the next. The first try is at once. */
export const RETRY_AFTER_SECONDS: readonly number[] = [
  5,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

export const MAX_TRIES = RETRY_AFTER_SECONDS.length + 1;

/** The part of a delay that is added by chance, so that what failed together does not come back together. */
const JITTER = 0.1;

export type NextTry = { readonly kind: 'retry'; readonly inSeconds: number } | { readonly kind: 'give_up' };

/** What follows the failed try number `tries` (1 is the first). `chance` is in [0, 1). */
export function nextTry(tries: number, chance: number = Math.random()): NextTry {
  const delay = RETRY_AFTER_SECONDS[tries - 1];
  return delay === undefined ? { kind: 'give_up' } : { kind: 'retry', inSeconds: delay * (1 + JITTER * chance) };
}
