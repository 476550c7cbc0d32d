import { realpath } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';
import type { ReadBind } from './isolation.js';

const within = (directory: string | null, path: string): boolean =>
  directory !== null && path.startsWith(directory + sep);

/** Paths that argv names as inputs (after `-i`), in order; `file:` is taken off. */
export const inputPaths = (args: readonly string[], workDir: string): readonly string[] =>
  args.flatMap((arg, index) => {
    const value = args[index + 1];
    if (arg !== '-i' || value === undefined) return [];
    const path = value.startsWith('file:') ? value.slice('file:'.length) : value;
    return [isAbsolute(path) ? path : resolve(workDir, path)];
  });

/**
 * Files outside the work directory that a child must be shown. Links are followed, because a work directory may hold
 * links into a cache. What does not exist is left out: ffmpeg then says so itself.
 */
export const readBinds = async (paths: readonly string[], workDir: string | null): Promise<readonly ReadBind[]> => {
  const found = await Promise.all(
    paths.map(async (path) => {
      const source = await realpath(path).catch(() => null);
      if (source === null || within(workDir, source)) return [];
      return [{ source, path: within(workDir, path) ? source : path }];
    }),
  );
  return [...new Map(found.flat().map((bind) => [bind.path, bind])).values()];
};
