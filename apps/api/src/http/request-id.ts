import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const SANE = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;
const ids = new WeakMap<object, string>();

/** The id of this request, taken from `X-Request-Id` where that is sane. Made on first use, the same ever after. */
export const requestIdOf = (request: Pick<Request, 'headers'>): string => {
  const known = ids.get(request);
  if (known !== undefined) return known;
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && SANE.test(given) ? given : `req_${randomBytes(12).toString('hex')}`;
  ids.set(request, id);
  return id;
};

export const returnRequestId = (request: Request, response: Response, next: NextFunction): void => {
  response.setHeader('X-Request-Id', requestIdOf(request));
  next();
};
