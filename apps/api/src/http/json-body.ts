import express, { type NextFunction, type Request, type Response } from 'express';
import { CutroomError } from '#lib/contracts';

/** Reads JSON bodies up to `maxBytes` (413 beyond); malformed ones are VALIDATION_FAILED. Other types stay unread. */
export const jsonBody = (maxBytes: number) => {
  const parse = express.json({ limit: maxBytes, strict: false, type: ['application/json', 'application/*+json'] });
  return (request: Request, response: Response, next: NextFunction): void => {
    parse(request, response, (error?: unknown) => next(error === undefined ? undefined : toBodyError(error, maxBytes)));
  };
};

const toBodyError = (error: unknown, maxBytes: number): unknown => {
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') {
    return new CutroomError('PAYLOAD_TOO_LARGE', `The body is larger than ${maxBytes} bytes.`, { cause: error });
  }
  if (type !== 'entity.parse.failed') return error;
  const message = 'is not valid JSON';
  return new CutroomError('VALIDATION_FAILED', 'The body is not valid JSON.', {
    details: { errors: [{ pointer: '', message }] },
    cause: error,
  });
};
