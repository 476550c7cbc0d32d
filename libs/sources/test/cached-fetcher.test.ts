import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentCache, cachedFetcher, type Fetcher } from '../src/index.js';

let root: string;
let content: string;
let fetches: string[];
let troubles: unknown[];
let fetcher: Fetcher;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cutroom-cached-'));
  content = 'first version';
  fetches = [];
  troubles = [];
  const counting: Fetcher = {
    async fetchTo(url, destPath) {
      fetches.push(url);
      await writeFile(destPath, content);
      return { sizeBytes: content.length, sha256: sha256(content) };
    },
  };
  fetcher = cachedFetcher({
    fetcher: counting,
    rules: { allowedBuckets: ['media'], allowedHosts: ['example.com'] },
    objects: { stat: async () => ({ etag: sha256(content), sizeBytes: content.length }) },
    cache: new ContentCache({ dir: join(root, 'cache'), maxBytes: 1_000_000 }),
    onTrouble: (error) => troubles.push(error),
  });
});
afterEach(() => rm(root, { recursive: true, force: true }));

const dest = (name: string): string => join(root, name);

describe('a cached fetcher', () => {
  it('fetches each version of an object once', async () => {
    await fetcher.fetchTo('s3://media/a.mp4', dest('1'));
    expect(await fetcher.fetchTo('s3://media/a.mp4', dest('2'))).toEqual({ sizeBytes: 13, sha256: sha256(content) });
    expect(await readFile(dest('2'), 'utf8')).toBe('first version');
    expect(fetches).toHaveLength(1);
    content = 'second version';
    await fetcher.fetchTo('s3://media/a.mp4', dest('3'));
    expect(await readFile(dest('3'), 'utf8')).toBe('second version');
    expect(fetches).toHaveLength(2);
  });

  it('fetches again what the cache lost or what was damaged there', async () => {
    await fetcher.fetchTo('s3://media/a.mp4', dest('1'));
    await writeFile(join(root, 'cache', sha256(content)), 'short');
    await fetcher.fetchTo('s3://media/a.mp4', dest('2'));
    expect(await readFile(dest('2'), 'utf8')).toBe('first version');
    await rm(join(root, 'cache', sha256(content)));
    await fetcher.fetchTo('s3://media/a.mp4', dest('3'));
    expect(await readFile(dest('3'), 'utf8')).toBe('first version');
    expect(fetches).toHaveLength(3);
  });

  it('takes nobody’s word for what is on the web, and asks nothing about what is not allowed', async () => {
    for (const url of ['https://example.com/a.mp4', 's3://secret/a.mp4']) {
      await fetcher.fetchTo(url, dest(sha256(url)));
      await fetcher.fetchTo(url, dest(`${sha256(url)}-2`));
    }
    expect(fetches).toHaveLength(4);
  });

  it('hands over what it fetched where the cache can keep nothing', async () => {
    // A file where the cache's directory should be: the likes of a full disk, which no test can make.
    await writeFile(join(root, 'cache'), '');
    for (const name of ['1', '2']) {
      expect(await fetcher.fetchTo('s3://media/a.mp4', dest(name))).toEqual({ sizeBytes: 13, sha256: sha256(content) });
      expect(await readFile(dest(name), 'utf8')).toBe('first version');
    }
    expect(fetches).toHaveLength(2);
    expect(troubles).toMatchObject([{ code: 'EEXIST' }, { code: 'EEXIST' }]);
  });
});
