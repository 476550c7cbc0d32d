import { rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '../faults.js';
import { fsFault } from './fs-faults.js';

const KEEP = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EBUSY']);

/** Takes away the object and the folders it leaves empty, up to its bucket, which stays. */
export async function removeObject(bucketFolder: string, path: string): Promise<void> {
  try {
    await rm(path, { force: true });
    for (let folder = dirname(path); folder !== bucketFolder; folder = dirname(folder)) await rmdir(folder);
  } catch (error) {
    if (!KEEP.has(errorCode(error))) throw fsFault(error);
  }
}
