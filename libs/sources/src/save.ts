import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { fileFault, tooLarge, unreachable } from './faults.js';
import type { OpenedSource } from './open-http.js';
import type { FetchedSource } from './options.js';
import { readBody } from './read-body.js';

export interface SaveOptions {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly onBytes: (received: number) => void;
}

/** Writes beside `destPath` and renames at the end, so that nobody takes half a file for the source. */
export async function save(source: OpenedSource, destPath: string, options: SaveOptions): Promise<FetchedSource> {
  if ((source.declaredBytes ?? 0) > options.maxBytes) throw tooLarge(options.maxBytes);
  const partial = `${destPath}.${randomUUID()}.part`;
  try {
    const file = await open(partial, 'wx');
    const fetched = await fill(file, source, options).finally(() => file.close());
    await rename(partial, destPath);
    return fetched;
  } catch (error) {
    await rm(partial, { force: true });
    throw fileFault(error);
  }
}

async function fill(file: FileHandle, source: OpenedSource, options: SaveOptions): Promise<FetchedSource> {
  const { maxBytes, signal, onBytes } = options;
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of readBody(source, signal)) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw tooLarge(maxBytes);
    hash.update(chunk);
    await file.appendFile(chunk);
    onBytes(sizeBytes);
  }
  if (source.declaredBytes !== null && source.declaredBytes !== sizeBytes) {
    throw unreachable('The source ended before its last byte.');
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}
