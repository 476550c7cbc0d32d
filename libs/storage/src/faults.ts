import { CutroomError } from '#lib/contracts';

/** The errors both drivers throw, worded once. None names a path, a key or an endpoint. */

export function missingObject(cause?: unknown): CutroomError {
  return new CutroomError('ASSET_NOT_FOUND', 'There is no such object in the store.', { cause });
}

export function permanentFault(message: string, cause?: unknown): CutroomError {
  return new CutroomError('STORAGE_ERROR', message, { cause });
}

export function transientFault(message: string, cause?: unknown): CutroomError {
  return new CutroomError('STORAGE_ERROR', message, { cause, transient: true });
}

/** Worth a retry: space comes back when other work is cleaned away, or another machine has some. */
export function noSpace(cause?: unknown): CutroomError {
  return new CutroomError('NO_SPACE', 'The object store has no space left.', { cause, transient: true });
}

export function unsatisfiableRange(cause?: unknown): CutroomError {
  return permanentFault('The range asked for lies outside of the object.', cause);
}

/** The reason of an abort, where it is one of ours (a deadline, say), else CANCELLED. */
export function cancelled(signal: AbortSignal): CutroomError {
  if (signal.reason instanceof CutroomError) return signal.reason;
  return new CutroomError('CANCELLED', 'The transfer was cancelled.', { cause: signal.reason });
}

/** `code` of a system or library error, or an empty string. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
