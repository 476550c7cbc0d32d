import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { permanentFault } from './faults.js';

/** Opened before the transfer begins, so that a missing file is its own error and not one of the store. */
export async function readLocalFile(path: string): Promise<Readable> {
  const file = await open(path).catch((error: unknown) => {
    throw permanentFault('The file to be stored could not be read.', error);
  });
  return file.createReadStream();
}
