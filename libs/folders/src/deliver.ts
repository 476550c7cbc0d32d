import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { folderFault } from './fault.js';
import type { Folder } from './folder.js';

/**
 * Puts a finished file, which nobody writes to any more, into a folder: by another name for it where both are on one file system,
 * else as a copy. Nobody sees half of it: it is renamed into its place when it is whole. @returns its path. @throws CutroomError NO_SPACE, STORAGE_ERROR (both worth a retry), NOT_FOUND
 */
export async function deliver(from: string, folder: Folder, path: string): Promise<string> {
  const place = await folder.place(path);
  const draft = join(dirname(place), `.${randomUUID()}.tmp`);
  try {
    await link(from, draft).catch(() => copyFile(from, draft, constants.COPYFILE_FICLONE));
    await rename(draft, place);
    return place;
  } catch (cause) {
    throw folderFault(cause);
  } finally {
    // Also where all went well: to give a file a name that it has already leaves the other one.
    await rm(draft, { force: true }).catch(() => undefined);
  }
}
