import { CutroomError } from '#lib/contracts';
import { safeFileName } from './safe-file-name.js';

/** The only file that knows how keys look. Ids are ours; file names come from clients and are made safe here. */

export const ASSETS_PREFIX = 'assets/';
export const UPLOADS_PREFIX = 'uploads/';
export const OUTPUTS_PREFIX = 'outputs/';
export const PARTS_PREFIX = 'parts/';

/** A finished asset. */
export function assetKey(assetId: string, fileName: string): string {
  return `${ASSETS_PREFIX}${id(assetId)}/${safeFileName(fileName)}`;
}

/**
 * What a presigned PUT may write. Not the asset itself: the URL stays usable until it expires, so a finalised
 * upload is copied to `assetKey`, where no client can overwrite it.
 */
export function pendingUploadKey(assetId: string, fileName: string): string {
  return `${UPLOADS_PREFIX}${id(assetId)}/${safeFileName(fileName)}`;
}

/** Everything that ever came of one composition lies below this. */
export function compositionPrefix(compositionId: string): string {
  return `${OUTPUTS_PREFIX}${id(compositionId)}/`;
}

/** One attempt's own folder, so that a worker that lost its lease overwrites nothing. */
export function attemptPrefix(compositionId: string, attempt: number): string {
  if (!Number.isSafeInteger(attempt) || attempt < 0) {
    throw new CutroomError('INTERNAL_ERROR', 'An attempt is a whole number from 0 up.');
  }
  return `${compositionPrefix(compositionId)}${attempt}/`;
}

/** The result, or one of its renditions. @param extension without its dot, e.g. `mp4` */
export function videoKey(compositionId: string, attempt: number, extension = 'mp4', rendition?: string): string {
  const name = rendition === undefined ? 'video' : `video-${id(rendition)}`;
  return `${attemptPrefix(compositionId, attempt)}${name}.${id(extension)}`;
}

export function thumbnailKey(compositionId: string, attempt: number): string {
  return `${attemptPrefix(compositionId, attempt)}thumbnail.jpg`;
}

/** One stored copy of an encoded part; `key` is the hash it goes by, `copy` tells uploads of the same part apart. */
export function partObjectKey(key: string, copy: string): string {
  return `${PARTS_PREFIX}${id(key)}/${id(copy)}`;
}

/** Folders whose objects each belong to a row of the database; what no row speaks of may go. */
export const OWNED_PREFIXES = ['outputs', 'uploads', 'parts'] as const;

/** The id in the name of an object below `OWNED_PREFIXES`; null where the name is none of ours. */
export function ownerOfKey(key: string): string | null {
  return /^(?:outputs|uploads|parts)\/([A-Za-z0-9][A-Za-z0-9_-]{0,127})\/./.exec(key)?.[1] ?? null;
}

function id(value: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(value)) {
    throw new CutroomError('INTERNAL_ERROR', 'An id in an object key has letters, digits, hyphens and underscores.');
  }
  return value;
}
