import { CutroomError } from '#lib/contracts';

/** The errors of a fetch, worded once. None names more of a URL than its host: the rest may be a signature. */

export function notAllowed(message: string): CutroomError {
  return new CutroomError('SOURCE_NOT_ALLOWED', message);
}

export function missingSource(): CutroomError {
  return new CutroomError('ASSET_NOT_FOUND', 'There is no such source.');
}

export function unreachable(message: string, cause?: unknown): CutroomError {
  return new CutroomError('STORAGE_ERROR', message, { cause, transient: true });
}

export function refused(message: string, cause?: unknown): CutroomError {
  return new CutroomError('STORAGE_ERROR', message, { cause });
}

export function tooLarge(maxBytes: number): CutroomError {
  return new CutroomError('RESOURCE_LIMIT', `The source is larger than ${maxBytes} bytes.`);
}

export function tooSlow(timeoutMs: number): CutroomError {
  const message = `The source did not arrive within ${Math.ceil(timeoutMs / 1000)} seconds.`;
  return new CutroomError('TIMEOUT', message, { transient: true });
}

/** The reason of an abort, where it is one of ours (a deadline, say), else CANCELLED. */
export function cancelled(signal: AbortSignal): CutroomError {
  if (signal.reason instanceof CutroomError) return signal.reason;
  return new CutroomError('CANCELLED', 'The fetch was cancelled.', { cause: signal.reason });
}

/** `code` of a system or library error, or an empty string. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** For faults of the local file. */
export function fileFault(error: unknown): CutroomError {
  if (error instanceof CutroomError) return error;
  if (FULL.has(errorCode(error))) {
    return new CutroomError('NO_SPACE', 'There is no space left for the source.', { cause: error, transient: true });
  }
  return new CutroomError('INTERNAL_ERROR', 'The source could not be stored.', { cause: error });
}
