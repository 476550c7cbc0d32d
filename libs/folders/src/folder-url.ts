import { CutroomError } from '#lib/contracts';

/** A file of a folder that the operator named; `path` is relative to it, with slashes, and is taken literally. */
export interface FolderRef {
  readonly folder: string;
  readonly path: string;
}

const SCHEME = 'folder://';

export const isFolderUrl = (url: string): boolean => url.startsWith(SCHEME);

export const formatFolderUrl = ({ folder, path }: FolderRef): string => `${SCHEME}${folder}/${path}`;

/** @throws CutroomError VALIDATION_FAILED */
export function parseFolderUrl(url: string): FolderRef {
  const [, folder, path] = /^folder:\/\/([a-z]+)\/(.+)$/s.exec(url) ?? [];
  if (folder === undefined || path === undefined)
    throw new CutroomError('VALIDATION_FAILED', 'Not a file of a folder.');
  return { folder, path };
}
