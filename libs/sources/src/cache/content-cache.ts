import { randomUUID } from 'node:crypto';
import { copyFile, link, lstat, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

export interface ContentCacheOptions {
  readonly dir: string;
  /** Bytes to keep; the least recently used files go first. */
  readonly maxBytes: number;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,200}$/;
const DRAFT = '.draft-';

/**
 * Files by the name of their content, shared by all processes that name the same directory. What is given out is a
 * hard link (a copy across file systems), so a file in use outlives its eviction. Nobody may write to what is given out.
 */
export class ContentCache {
  readonly #options: ContentCacheOptions;

  constructor(options: ContentCacheOptions) {
    this.#options = options;
  }

  /** Puts the file called `name` at `dest`; false where it is not here. */
  async give(name: string, dest: string): Promise<boolean> {
    const path = this.#path(name);
    try {
      await linkOrCopy(path, dest);
      const now = new Date();
      await utimes(path, now, now).catch(() => undefined);
      return true;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  }

  /**
   * Keeps the file at `source` under `name`. It appears whole or not at all; keeping it twice changes nothing. Throws RangeError for
   * a symbolic link: what it points at is somebody else's, and would be given new times.
   */
  async keep(name: string, source: string): Promise<void> {
    const path = this.#path(name);
    if ((await lstat(source)).isSymbolicLink()) throw new RangeError('A link is no file to keep.');
    await mkdir(this.#options.dir, { recursive: true });
    const draft = join(this.#options.dir, `${DRAFT}${randomUUID()}`);
    await linkOrCopy(source, draft);
    await rename(draft, path);
    // Renaming one link of a file onto another does nothing at all, and leaves the draft (POSIX rename).
    await rm(draft, { force: true });
    await this.#evict();
  }

  /** Forgets a file that turned out damaged. */
  async drop(name: string): Promise<void> {
    await rm(this.#path(name), { force: true });
  }

  async #evict(): Promise<void> {
    const files = await this.#files();
    let total = files.reduce((sum, { size }) => sum + size, 0);
    for (const { path, size } of files.sort((a, b) => a.usedAt - b.usedAt)) {
      if (total <= this.#options.maxBytes) return;
      await rm(path, { force: true });
      total -= size;
    }
  }

  async #files(): Promise<{ path: string; size: number; usedAt: number }[]> {
    const names = await readdir(this.#options.dir);
    const stats = names.map(async (name) => {
      const path = join(this.#options.dir, name);
      // Another process may have evicted it meanwhile.
      const found = await stat(path).catch(() => null);
      return found === null ? [] : [{ path, size: found.size, usedAt: found.mtimeMs }];
    });
    return (await Promise.all(stats)).flat();
  }

  #path(name: string): string {
    if (!NAME.test(name)) throw new RangeError('Not a name for a cached file.');
    return join(this.#options.dir, name);
  }
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    // Another file system, or one without hard links.
    if (!['EXDEV', 'EPERM', 'EMLINK'].includes(codeOf(error))) throw error;
    await copyFile(from, to);
  }
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
