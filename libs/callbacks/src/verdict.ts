import type { CallbackAttempt, CallbackVerdict } from '#lib/contracts';
import { nextTry } from './schedule.js';

const GONE = 410;

export const isSuccess = (status: number | null): boolean => status !== null && status >= 200 && status < 300;

/** `tries` counts the one that was just made. */
export function verdictOf({ status }: Pick<CallbackAttempt, 'status'>, tries: number, next = nextTry): CallbackVerdict {
  if (isSuccess(status)) return { kind: 'delivered' };
  if (status === GONE) return { kind: 'endpoint_off' };
  const follows = next(tries);
  return follows.kind === 'retry' ? follows : { kind: 'failed' };
}
