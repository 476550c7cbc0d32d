import { CutroomError, type StoredError } from '#lib/contracts';
import { JobAbort } from '#lib/queue';
import { StopRender } from '../../cancellation/reasons.js';

/** What becomes of an attempt that did not come to a result. */
export type Outcome =
  /** Nobody waits for this attempt any more: say and write nothing. */
  | { readonly kind: 'abandon' }
  /** The worker goes down in good order, or lost its place in the queue: hand the work back, nobody is to blame. */
  | { readonly kind: 'release' }
  | { readonly kind: 'retry'; readonly error: StoredError }
  | { readonly kind: 'fail'; readonly error: StoredError };

/** `failure` is what the pipeline threw, `stopped` the reason of its aborted signal (undefined where it was not aborted). */
export function outcomeOf(failure: unknown, stopped: unknown): Outcome {
  if (stopped instanceof StopRender) {
    return stopped.kind === 'deadline' ? { kind: 'fail', error: OVERDUE } : { kind: 'abandon' };
  }
  if (stopped instanceof JobAbort) return { kind: 'release' };
  if (failure instanceof CutroomError) {
    const error = { code: failure.code, message: failure.message, details: failure.details };
    return { kind: failure.transient ? 'retry' : 'fail', error };
  }
  if (isFullDisk(failure)) return { kind: 'retry', error: NO_SPACE };
  // A fault of ours, or of a service below us that is away. Trying again a few times is right for both.
  return { kind: 'retry', error: UNEXPECTED };
}

const OVERDUE: StoredError = {
  code: 'TIMEOUT',
  message: 'Rendering took longer than this service allows.',
  details: {},
};

const NO_SPACE: StoredError = {
  code: 'NO_SPACE',
  message: 'The worker ran out of disk space.',
  details: {},
};

/** Met by the worker itself; ffmpeg's own full disk comes as a CutroomError. */
const isFullDisk = (failure: unknown): boolean =>
  typeof failure === 'object' &&
  failure !== null &&
  'code' in failure &&
  (failure.code === 'ENOSPC' || failure.code === 'EDQUOT');

const UNEXPECTED: StoredError = {
  code: 'PROCESSING_FAILED',
  message: 'Rendering failed for a reason inside the service; its log says more.',
  details: {},
};

/** Seconds to wait before the next try: 2, 4, 8, … up to a minute. `failures` ≥ 0 is how many there were before. */
export const retryDelay = (failures: number): number => Math.min(60, 2 ** (failures + 1));
