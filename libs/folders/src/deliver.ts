import { randomUUID } from 'node:crypto';
import { constants, copyFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CutroomError } from '#lib/contracts';
import type { Folder } from './folder.js';

/**
 * Copies a finished file into a folder, shared with it where the file system can. Nobody sees half of it: it is renamed
 * into its place when it is whole. @returns its path. @throws CutroomError NO_SPACE, STORAGE_ERROR (both worth a retry), NOT_FOUND
 */
export async function deliver(from: string, folder: Folder, path: string): Promise<string> {
  const place = await folder.place(path);
  const draft = join(dirname(place), `.${randomUUID()}.tmp`);
  try {
    await copyFile(from, draft, constants.COPYFILE_FICLONE);
    await rename(draft, place);
    return place;
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw faultOf(cause);
  }
}

function faultOf(cause: unknown): CutroomError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const options = { transient: true, cause };
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new CutroomError('NO_SPACE', 'The folder of results is full.', options)
    : new CutroomError('STORAGE_ERROR', 'The result could not be written into its folder.', options);
}
