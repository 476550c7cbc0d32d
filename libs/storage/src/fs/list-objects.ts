import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../faults.js';
import type { ObjectEntry } from '../object-store.js';
import { decodeKey, prefixToFolder, readName } from './key-path.js';
import { statObject } from './read-object.js';

/** Walks one bucket, a directory entry at a time, so that a large one needs no memory. */
export async function* listObjects(bucketFolder: string, prefix: string): AsyncGenerator<ObjectEntry> {
  const folder = prefixToFolder(prefix);
  const known = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  for await (const { key, path } of walk(join(bucketFolder, folder), '')) {
    const whole = known + key;
    if (!whole.startsWith(prefix)) continue;
    const stat = await statObject(path).catch(() => null); // removed meanwhile, or not an object
    if (stat !== null) yield { key: whole, sizeBytes: stat.sizeBytes, modifiedAt: stat.modifiedAt };
  }
}

async function* walk(folder: string, encoded: string): AsyncGenerator<{ key: string; path: string }> {
  const entries = await opendir(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (entries === null) return;
  for await (const entry of entries) {
    const name = readName(entry.name);
    const path = join(folder, entry.name);
    if (name.kind !== 'object' && entry.isDirectory()) yield* walk(path, encoded + name.encoded);
    if (name.kind === 'object' && entry.isFile()) yield { key: decodeKey(encoded + name.encoded), path };
  }
}
