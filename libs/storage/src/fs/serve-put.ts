import type { IncomingMessage, ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import { CutroomError } from '#lib/contracts';
import type { FsObjectStore } from './fs-object-store.js';
import type { SignedGrant } from './signing.js';

/** The object appears only after the last byte; a client that goes away leaves nothing. */
export async function servePut(
  store: FsObjectStore,
  grant: SignedGrant,
  req: IncomingMessage,
  res: ServerResponse,
  maxBytes: number,
): Promise<void> {
  const type = req.headers['content-type'];
  if (grant.contentType !== null && type !== grant.contentType) {
    throw new CutroomError('UNAUTHORIZED', `This link takes only the content type ${grant.contentType}.`);
  }
  const declared = req.headers['content-length'];
  if (declared !== undefined) checkLength(Number(declared), grant, maxBytes);
  const aborter = new AbortController();
  const body = req.pipe(limit(grant, maxBytes));
  // pipe() hands over data, not faults.
  req.once('error', (error) => body.destroy(error));
  req.once('close', () => {
    if (!req.complete) aborter.abort();
  });
  const contentType = type === undefined ? {} : { contentType: type };
  const stat = await store.put(grant.ref, body, { ...contentType, signal: aborter.signal });
  res.setHeader('ETag', `"${stat.etag}"`);
  res.writeHead(200, { 'Content-Length': 0 }).end();
}

/** Counts what really comes: a chunked body declares nothing. */
function limit(grant: SignedGrant, maxBytes: number): Transform {
  const most = grant.contentLength ?? maxBytes;
  let received = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      done(received > most ? tooLarge(most) : null, chunk);
    },
    flush(done) {
      try {
        checkLength(received, grant, maxBytes);
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}

function checkLength(length: number, grant: SignedGrant, maxBytes: number): void {
  const most = grant.contentLength ?? maxBytes;
  if (length > most) throw tooLarge(most);
  if (grant.contentLength !== null && length < grant.contentLength) {
    throw new CutroomError('VALIDATION_FAILED', `This link takes exactly ${grant.contentLength} bytes.`);
  }
}

function tooLarge(most: number): CutroomError {
  return new CutroomError('PAYLOAD_TOO_LARGE', `This link takes at most ${most} bytes.`);
}
