import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentCache } from '../src/index.js';

let root: string;
let dir: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cutroom-cache-'));
  dir = join(root, 'cache');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const file = async (name: string, content: string): Promise<string> => {
  const path = join(root, name);
  await writeFile(path, content);
  return path;
};

describe('ContentCache', () => {
  it('gives back what it was given, and says what it does not have', async () => {
    const cache = new ContentCache({ dir, maxBytes: 1000 });
    expect(await cache.give('a', join(root, 'out'))).toBe(false);
    await cache.keep('a', await file('source', 'content'));
    await cache.keep('a', await file('source', 'content'));
    expect(await cache.give('a', join(root, 'out'))).toBe(true);
    expect(await readFile(join(root, 'out'), 'utf8')).toBe('content');
    expect(await readdir(dir)).toEqual(['a']);
  });

  it('drops the least recently used first, and never a file in use', async () => {
    const cache = new ContentCache({ dir, maxBytes: 25 });
    for (const [age, name] of [
      [30, 'old'],
      [20, 'older than it looks'],
      [10, 'young'],
    ] as const) {
      const key = name.replaceAll(' ', '-');
      await cache.keep(key, await file(key, '0123456789'));
      const then = new Date(Date.now() - age * 1000);
      if (age !== 10) await utimes(join(dir, key), then, then);
    }
    // 30 bytes came in: the oldest went.
    expect(new Set(await readdir(dir))).toEqual(new Set(['older-than-it-looks', 'young']));
    expect(await cache.give('older-than-it-looks', join(root, 'in-use'))).toBe(true);
    const then = new Date(Date.now() - 5000);
    await utimes(join(dir, 'young'), then, then);
    await cache.keep('new', await file('new', '0123456789'));
    expect(new Set(await readdir(dir))).toEqual(new Set(['older-than-it-looks', 'new']));
    await cache.keep('huge', await file('huge', 'x'.repeat(25)));
    expect(await readdir(dir)).toEqual(['huge']);
    expect(await readFile(join(root, 'in-use'), 'utf8')).toBe('0123456789');
  });

  it('refuses names that lead out of its directory', async () => {
    const cache = new ContentCache({ dir, maxBytes: 10 });
    await mkdir(dir);
    await expect(cache.give('../source', join(root, 'out'))).rejects.toThrow(RangeError);
    await expect(cache.keep('a/b', join(root, 'out'))).rejects.toThrow(RangeError);
  });
});
