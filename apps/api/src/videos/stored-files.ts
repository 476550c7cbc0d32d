import { realpath } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { formatObjectUrl, objectUrlProblem, parseObjectUrl } from '#lib/contracts';
import { type Folder, formatFolderUrl } from '#lib/folders';
import type { ObjectStore } from '#lib/storage';
import { isMissing } from './check-overlays.js';

/** Where `folder://assets/…` points. */
export const ASSETS = 'assets';

/**
 * The source behind a path that a client wrote: a file in ASSETS_DIR, links and `..` resolved, or what is stored under that
 * name. Null where it is neither, whatever else lies there.
 */
export const sourceOf = async (
  path: string,
  {
    assets,
    store,
    bucket,
  }: { readonly assets: Folder; readonly store: Pick<ObjectStore, 'stat'>; readonly bucket: string },
): Promise<string | null> => {
  const file = await orNull(assets.file(path));
  if (file !== null) {
    const inside = relative(await realpath(assets.dir), file);
    return formatFolderUrl({ folder: ASSETS, path: inside.split(sep).join('/') });
  }
  const url = path.startsWith('s3://') ? path : `s3://${bucket}/${path}`;
  if (objectUrlProblem(url) !== null || parseObjectUrl(url).bucket !== bucket) return null;
  const ref = parseObjectUrl(url);
  return (await orNull(store.stat(ref))) === null ? null : formatObjectUrl(ref);
};

const orNull = async <T>(looking: Promise<T>): Promise<T | null> => {
  try {
    return await looking;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};
