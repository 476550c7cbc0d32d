import { mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { CutroomError } from '#lib/contracts';

/** A directory and what lies in it. Paths may be relative to it or absolute; every one is resolved before it is used. */
export interface Folder {
  /** As the operator wrote it, made absolute. */
  readonly dir: string;
  /** The real path of an existing file. @throws CutroomError NOT_FOUND where there is none inside the folder */
  file(path: string): Promise<string>;
  /** The real path of an existing directory. @throws the same */
  directory(path: string): Promise<string>;
  /** Where a new file may be written; its directories are made. @throws CutroomError NOT_FOUND where that lies outside */
  place(path: string): Promise<string>;
  /** Names of the files directly in it that `wanted` takes, sorted; links that lead outside are left out. */
  list(wanted: (name: string) => boolean): Promise<readonly string[]>;
}

/** Touches nothing yet: a folder that does not exist is empty. */
export function openFolder(root: string): Folder {
  const dir = resolve(root);
  const inside = async (path: string): Promise<string> => {
    if (path.includes('\0')) throw nothingThere();
    const [home, real] = await Promise.all([realpath(dir), realpath(resolve(dir, path))]).catch(() => {
      throw nothingThere();
    });
    if (!isWithin(home, real)) throw nothingThere();
    return real;
  };
  const ofKind = async (path: string, kind: 'isFile' | 'isDirectory'): Promise<string> => {
    const real = await inside(path);
    if (!(await stat(real))[kind]()) throw nothingThere();
    return real;
  };
  return {
    dir,
    file: (path) => ofKind(path, 'isFile'),
    directory: (path) => ofKind(path, 'isDirectory'),
    async place(path) {
      const wanted = resolve(dir, path);
      // By its text first: nothing is made on the way to a place that is refused.
      if (path.includes('\0') || !isWithin(dir, wanted) || wanted === dir) throw nothingThere();
      await mkdir(dir, { recursive: true });
      await inside(await nearestExisting(dirname(wanted)));
      await mkdir(dirname(wanted), { recursive: true });
      return join(await inside(dirname(wanted)), basename(wanted));
    },
    async list(wanted) {
      const names = (await readdir(dir).catch(() => [])).filter(wanted).sort();
      const found = await Promise.all(names.map((name) => ofKind(name, 'isFile').catch(() => null)));
      return names.filter((_, index) => found[index] !== null);
    },
  };
}

const isWithin = (home: string, path: string): boolean =>
  path === home || path.startsWith(home.endsWith(sep) ? home : home + sep);

async function nearestExisting(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found === null ? nearestExisting(dirname(path)) : path;
}

const nothingThere = (): CutroomError => new CutroomError('NOT_FOUND', 'There is no such file.');
