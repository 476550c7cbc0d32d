import type { ServerResponse } from 'node:http';
import { CutroomError } from '#lib/contracts';

const STATUS: Partial<Record<CutroomError['code'], number>> = {
  VALIDATION_FAILED: 400,
  UNAUTHORIZED: 403,
  ASSET_NOT_FOUND: 404,
  PAYLOAD_TOO_LARGE: 413,
  STORAGE_ERROR: 503,
  NO_SPACE: 503,
};

/** In the service's error format. Once the answer has begun, only breaking it off can tell the client. */
export function answerError(res: ServerResponse, error: unknown, status?: number): void {
  if (res.headersSent || res.destroyed) {
    res.destroy();
    return;
  }
  const known =
    error instanceof CutroomError
      ? error
      : new CutroomError('INTERNAL_ERROR', 'Something went wrong.', { cause: error });
  const requestId = res.getHeader('x-request-id') ?? null;
  const timestamp = new Date().toISOString();
  const { code, message, details } = known;
  res.statusCode = status ?? STATUS[code] ?? 500;
  // What is left of a refused upload is not worth reading.
  res.setHeader('Connection', 'close');
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.end(JSON.stringify({ error: { code, message, details, timestamp, request_id: requestId } }));
}
