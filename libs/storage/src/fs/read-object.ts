import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { guardBody } from '../body-guard.js';
import { cancelled, permanentFault } from '../faults.js';
import type { GetOptions, ObjectBody, ObjectStat } from '../object-store.js';
import { resolveRange } from '../range.js';
import { readFooter } from './footer.js';
import { fsFault } from './fs-faults.js';

/** @throws CutroomError ASSET_NOT_FOUND, or STORAGE_ERROR where the file is damaged or is a link */
export async function statObject(path: string): Promise<ObjectStat> {
  const { file, stat } = await openObject(path);
  await file.close();
  return stat;
}

/** The bytes and their description are of the same write, also while others replace the object. */
export async function readObject(path: string, options: GetOptions): Promise<ObjectBody> {
  const { signal } = options;
  if (signal?.aborted === true) throw cancelled(signal);
  const { file, stat } = await openObject(path);
  try {
    const { start, end } = wantedBytes(stat, options);
    const source = end < start ? await emptied(file) : file.createReadStream({ start, end });
    return { stat, body: guardBody(source, { expectedBytes: end - start + 1, signal, translate: fsFault }) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function wantedBytes(stat: ObjectStat, options: GetOptions): { start: number; end: number } {
  return options.range === undefined
    ? { start: 0, end: stat.sizeBytes - 1 }
    : resolveRange(options.range, stat.sizeBytes);
}

async function emptied(file: FileHandle): Promise<Readable> {
  await file.close();
  return Readable.from([]);
}

async function openObject(path: string): Promise<{ file: FileHandle; stat: ObjectStat }> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: unknown) => {
    throw fsFault(error);
  });
  try {
    const stat = await readFooter(file);
    if (stat === null) throw permanentFault('An object in the store is damaged.');
    return { file, stat };
  } catch (error) {
    await file.close();
    throw fsFault(error);
  }
}
