import type { IncomingMessage, ServerResponse } from 'node:http';
import { CutroomError } from '#lib/contracts';
import type { ObjectStore } from '../object-store.js';
import { answerError } from './answer-error.js';
import { FsObjectStore } from './fs-object-store.js';
import { serveGet } from './serve-get.js';
import { servePut } from './serve-put.js';

export interface ServeOptions {
  /** Limit for presigned PUTs that were signed without an exact length. Default: none. */
  readonly maxUploadBytes?: number;
}

/**
 * Answers a request for a presigned URL of the fs driver: GET and HEAD with ranges and conditions, PUT with its limits.
 * Never throws: refusals and faults are answered in the service's error format. Answers 404 where the driver is not `fs`.
 * Mount it on `/storage/` before anything that reads bodies.
 */
export async function serveSignedObject(
  store: ObjectStore,
  req: IncomingMessage,
  res: ServerResponse,
  options: ServeOptions = {},
): Promise<void> {
  try {
    if (!(store instanceof FsObjectStore)) throw new CutroomError('ASSET_NOT_FOUND', 'There is nothing here.');
    const check = store.verify(req.method ?? '', requestUrl(req));
    if (!check.ok) {
      const message = check.reason === 'expired' ? 'This link has expired.' : 'This link is not valid.';
      throw new CutroomError('UNAUTHORIZED', message);
    }
    if (check.grant.method === 'GET') await serveGet(store, check.grant, req, res);
    else await servePut(store, check.grant, req, res, options.maxUploadBytes ?? Number.MAX_SAFE_INTEGER);
  } catch (error) {
    answerError(res, error);
  }
}

/** Express cuts the mount point off `url`, and keeps the whole of it here. */
function requestUrl(req: IncomingMessage): string {
  if ('originalUrl' in req && typeof req.originalUrl === 'string') return req.originalUrl;
  return req.url ?? '';
}
