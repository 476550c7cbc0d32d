import { symlink } from 'node:fs/promises';
import { CutroomError } from '#lib/contracts';
import { type Folder, identify, isFolderUrl, parseFolderUrl } from '#lib/folders';
import type { Fetcher } from './options.js';

/**
 * Adds the operator's own folders to what `fetcher` fetches. Nothing is copied: the source becomes a link to where it lies, and is
 * known by what the file system says of it. Only doors write such URLs; `checkSource` refuses them to clients.
 */
export const folderFetcher = (fetcher: Fetcher, folders: Readonly<Record<string, Folder>>): Fetcher => ({
  async fetchTo(url, destPath, options = {}) {
    if (!isFolderUrl(url)) return fetcher.fetchTo(url, destPath, options);
    const { folder, path } = parseFolderUrl(url);
    const real = await folders[folder]?.file(path);
    if (real === undefined) throw new CutroomError('NOT_FOUND', 'There is no such folder.');
    const { checksum, sizeBytes } = await identify(real);
    await symlink(real, destPath);
    options.onBytes?.(sizeBytes);
    return { sha256: checksum, sizeBytes };
  },
});
