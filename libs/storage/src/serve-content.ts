import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CutroomError } from '#lib/contracts';
import { attachment } from './content-disposition.js';
import { transientFault } from './faults.js';
import { answerError } from './fs/answer-error.js';
import { checkConditions, rangeStillFits } from './fs/http-conditions.js';
import { type RangeAnswer, readRangeHeader } from './fs/http-range.js';
import type { ObjectStat } from './object-store.js';
import type { ResolvedRange } from './range.js';

/** Something to download: what it is now, and its bytes. */
export interface Content {
  /** Instead of the one it has itself; null = that one. */
  readonly contentType: string | null;
  /** Saved under this name; null = shown where the client can. */
  readonly downloadName: string | null;
  stat(): Promise<ObjectStat>;
  /** Null where it was replaced since `stat`. A null range is the whole. */
  open(range: ResolvedRange | null, stat: ObjectStat): Promise<Readable | null>;
}

/** Answers a range that lies outside of the content; `Content-Range` is set already. */
export type RefuseRange = (error: CutroomError) => void;

const RACES = 5;

/**
 * Answers GET and HEAD with conditions and a single range (RFC 9110 §13, §14). Throws what the content throws before the
 * answer has begun; after that a failure breaks the connection.
 */
export async function serveContent(
  content: Content,
  req: IncomingMessage,
  res: ServerResponse,
  refuse: RefuseRange = (error) => answerError(res, error, 416),
): Promise<void> {
  for (let race = 1; race <= RACES; race += 1) {
    const stat = await content.stat();
    const condition = checkConditions(req.headers, stat);
    describe(res, stat, content);
    if (condition !== 'send') {
      res.writeHead(condition === 'failed' ? 412 : 304).end();
      return;
    }
    const range = rangeStillFits(req.headers, stat) ? readRangeHeader(req.headers.range, stat.sizeBytes) : 'whole';
    if (range === 'unsatisfiable') {
      res.setHeader('Content-Range', `bytes */${stat.sizeBytes}`);
      refuse(new CutroomError('VALIDATION_FAILED', 'The range lies outside of the object.'));
      return;
    }
    if (req.method === 'HEAD') {
      begin(res, stat, 'whole');
      res.end();
      return;
    }
    const body = await content.open(range === 'whole' ? null : range, stat);
    if (body === null) continue;
    begin(res, stat, range);
    await pipeline(body, res);
    return;
  }
  throw transientFault('The object changes faster than it can be read.');
}

function describe(res: ServerResponse, stat: ObjectStat, { contentType, downloadName }: Content): void {
  res.setHeader('ETag', `"${stat.etag}"`);
  res.setHeader('Last-Modified', stat.modifiedAt.toUTCString());
  res.setHeader('Accept-Ranges', 'bytes');
  res.setHeader('Cache-Control', 'private');
  // Clients choose the content: it must not run as a page of this origin.
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  res.setHeader('Content-Type', contentType ?? stat.contentType ?? 'application/octet-stream');
  if (downloadName !== null) res.setHeader('Content-Disposition', attachment(downloadName));
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
