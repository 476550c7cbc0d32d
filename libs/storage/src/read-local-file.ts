import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { permanentFault } from './faults.js';

/** Large results are mostly waiting between chunks of the usual 64 kB. */
export const CHUNK_BYTES = 1024 ** 2;

/** Opened before the transfer begins, so that a missing file is its own error and not one of the store. */
export async function readLocalFile(path: string): Promise<Readable> {
  const file = await openLocalFile(path);
  return file.createReadStream({ highWaterMark: CHUNK_BYTES });
}

/** For whom the system reads the file. */
export async function checkLocalFile(path: string): Promise<void> {
  await (await openLocalFile(path)).close();
}

const openLocalFile = (path: string): Promise<FileHandle> =>
  open(path).catch((error: unknown) => {
    throw permanentFault('The file to be stored could not be read.', error);
  });
