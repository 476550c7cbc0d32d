import { HttpException } from '@nestjs/common';
import { CutroomError, type ErrorCode } from '#lib/contracts';
import { isDatabaseDown } from './database-down.js';
import { CODE_OF_STATUS } from './status.js';

const SENTENCES: Partial<Record<ErrorCode, string>> = {
  NOT_FOUND: 'There is nothing here.',
  VALIDATION_FAILED: 'The request cannot be read.',
  PAYLOAD_TOO_LARGE: 'The body is too large.',
  UNSUPPORTED_MEDIA_TYPE: 'The body has an encoding that is not supported.',
  RATE_LIMITED: 'Too many requests. Try again later.',
};

/**
 * Whatever was thrown, as an error of ours. Messages of foreign errors are dropped: they may hold paths, SQL or secrets;
 * the log has them as `cause`.
 */
export const toCutroomError = (error: unknown): CutroomError => {
  if (error instanceof CutroomError) return error;
  if (isDatabaseDown(error)) {
    return new CutroomError('SERVICE_UNAVAILABLE', 'The service cannot reach its database at the moment.', {
      transient: true,
      retryAfter: 5,
      cause: error,
    });
  }
  const status = statusOf(error);
  const code =
    status === null ? undefined : (CODE_OF_STATUS[status] ?? (status < 500 ? 'VALIDATION_FAILED' : undefined));
  return code === undefined
    ? new CutroomError('INTERNAL_ERROR', 'Something went wrong on our side.', { cause: error })
    : ofCode(code, error);
};

const ofCode = (code: ErrorCode, cause: unknown): CutroomError =>
  new CutroomError(code, SENTENCES[code] ?? 'The request cannot be served.', { cause });

/** Nest's exceptions, and the `status` that Express' own middleware puts on what it throws (http-errors). */
const statusOf = (error: unknown): number | null => {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof URIError) return 400;
  if (!(error instanceof Error) || !('status' in error) || !('expose' in error)) return null;
  return typeof error.status === 'number' ? error.status : null;
};
