import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileFault, tooLarge, unreachable } from './faults.js';
import type { OpenedSource } from './open-http.js';
import type { FetchedSource } from './options.js';

export interface SaveOptions {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly onBytes: (received: number) => void;
}

/** Writes beside `destPath` and renames at the end, so that nobody takes half a file for the source. */
export async function save(source: OpenedSource, destPath: string, options: SaveOptions): Promise<FetchedSource> {
  const { maxBytes, signal, onBytes } = options;
  if ((source.declaredBytes ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const partial = `${destPath}.${randomUUID()}.part`;
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) {
        done(tooLarge(maxBytes));
        return;
      }
      hash.update(chunk);
      onBytes(sizeBytes);
      done(null, chunk);
    },
  });
  try {
    await pipeline(source.body, measure, createWriteStream(partial, { flags: 'wx' }), { signal });
    if (source.declaredBytes !== null && source.declaredBytes !== sizeBytes) {
      throw unreachable('The source ended before its last byte.');
    }
    await rename(partial, destPath);
    return { sizeBytes, sha256: hash.digest('hex') };
  } catch (error) {
    await rm(partial, { force: true });
    throw error === source.body.errored ? source.translate(error) : fileFault(error);
  }
}
