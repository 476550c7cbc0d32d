/**
 * Every failure a user can meet has one of these codes. They are thrown as `CutroomError`
 * where the fault is found, and mapped to HTTP in one place (apps/api/src/http).
 */
export const ERROR_CODES = [
  'VALIDATION_FAILED',
  'INVALID_TIMELINE',
  'INVALID_CLIP_FORMAT',
  'SOURCE_NOT_ALLOWED',
  'ASSET_NOT_FOUND',
  'COMPOSITION_NOT_FOUND',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'NOT_READY',
  'CONFLICT',
  'IDEMPOTENCY_CONFLICT',
  'IDEMPOTENCY_IN_PROGRESS',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'UNAUTHORIZED',
  'RATE_LIMITED',
  'QUEUE_FULL',
  'STORAGE_ERROR',
  'SERVICE_UNAVAILABLE',
  'PROCESSING_FAILED',
  'RESOURCE_LIMIT',
  'TIMEOUT',
  'ENCODER_KILLED',
  'NO_SPACE',
  'WORKER_LOST',
  'CANCELLED',
  'INTERNAL_ERROR',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** One problem in a request, found at `pointer` (RFC 6901, e.g. `/clips/1/trim_end`). */
export interface Problem {
  readonly pointer: string;
  readonly message: string;
}

export interface ErrorDetails {
  readonly errors?: readonly Problem[];
  readonly [key: string]: unknown;
}

export interface CutroomErrorOptions {
  readonly details?: ErrorDetails;
  /** True where trying again later may succeed (network, store, killed encoder). Default false: permanent. */
  readonly transient?: boolean;
  /** Seconds after which a client may try again; becomes the `Retry-After` header. */
  readonly retryAfter?: number;
  /** The underlying fault, for the log only; never shown to a client. */
  readonly cause?: unknown;
}

/** `message` is a sentence for the user: it holds no path, no secret and no presigned URL. */
export class CutroomError extends Error {
  override readonly name = 'CutroomError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly transient: boolean;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, options: CutroomErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    this.transient = options.transient ?? false;
    this.retryAfter = options.retryAfter;
  }

  /** An error about one place in the request. */
  static at(code: ErrorCode, pointer: string, message: string, options: CutroomErrorOptions = {}): CutroomError {
    return new CutroomError(code, message, {
      ...options,
      details: { ...options.details, errors: [{ pointer, message }] },
    });
  }
}
