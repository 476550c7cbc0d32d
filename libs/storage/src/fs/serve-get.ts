import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { CutroomError } from '#lib/contracts';
import { attachment } from '../content-disposition.js';
import { transientFault } from '../faults.js';
import type { ObjectBody, ObjectStat } from '../object-store.js';
import type { ResolvedRange } from '../range.js';
import { answerError } from './answer-error.js';
import type { FsObjectStore } from './fs-object-store.js';
import { checkConditions, rangeStillFits } from './http-conditions.js';
import { type RangeAnswer, readRangeHeader } from './http-range.js';
import type { SignedGrant } from './signing.js';

const RACES = 5;

export async function serveGet(
  store: FsObjectStore,
  grant: SignedGrant,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  for (let race = 1; race <= RACES; race += 1) {
    const stat = await store.stat(grant.ref);
    const condition = checkConditions(req.headers, stat);
    describe(res, stat, grant);
    if (condition !== 'send') {
      res.writeHead(condition === 'failed' ? 412 : 304).end();
      return;
    }
    const range = rangeStillFits(req.headers, stat) ? readRangeHeader(req.headers.range, stat.sizeBytes) : 'whole';
    if (range === 'unsatisfiable') {
      refuseRange(res, stat);
      return;
    }
    if (req.method === 'HEAD') {
      begin(res, stat, 'whole');
      res.end();
      return;
    }
    const found = await open(store, grant, stat, range);
    if (found === null) continue;
    begin(res, stat, range);
    await pipeline(found.body, res);
    return;
  }
  throw transientFault('The object changes faster than it can be read.');
}

/** Null where the object was replaced since its headers were prepared. */
async function open(
  store: FsObjectStore,
  grant: SignedGrant,
  stat: ObjectStat,
  range: ResolvedRange | 'whole',
): Promise<ObjectBody | null> {
  const found = await store.get(grant.ref, range === 'whole' ? {} : { range });
  if (found.stat.etag === stat.etag) return found;
  found.body.destroy();
  return null;
}

function describe(res: ServerResponse, stat: ObjectStat, grant: SignedGrant): void {
  res.setHeader('ETag', `"${stat.etag}"`);
  res.setHeader('Last-Modified', stat.modifiedAt.toUTCString());
  res.setHeader('Accept-Ranges', 'bytes');
  res.setHeader('Cache-Control', 'private');
  // Clients choose the content: it must not run as a page of this origin.
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  res.setHeader('Content-Type', grant.contentType ?? stat.contentType ?? 'application/octet-stream');
  if (grant.downloadName !== null) res.setHeader('Content-Disposition', attachment(grant.downloadName));
}

function begin(res: ServerResponse, stat: ObjectStat, range: Exclude<RangeAnswer, 'unsatisfiable'>): void {
  if (range === 'whole') {
    res.setHeader('Content-Length', stat.sizeBytes);
    res.writeHead(200);
    return;
  }
  res.setHeader('Content-Length', range.end - range.start + 1);
  res.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${stat.sizeBytes}`);
  res.writeHead(206);
}

function refuseRange(res: ServerResponse, stat: ObjectStat): void {
  res.setHeader('Content-Range', `bytes */${stat.sizeBytes}`);
  answerError(res, new CutroomError('VALIDATION_FAILED', 'The range lies outside of the object.'), 416);
}
