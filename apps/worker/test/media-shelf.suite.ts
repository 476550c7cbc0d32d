import { mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatFolderUrl, identify, openFolder } from '#lib/folders';
import { ContentCache, type Fetcher, folderFetcher } from '#lib/sources';
import { MediaShelf } from '../src/flow/media-shelf.js';

describe('media shelf', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'cutroom-shelf-'));
    await mkdir(join(root, 'takes'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const refusing: Fetcher = { fetchTo: () => Promise.reject(new Error('fetched from elsewhere')) };
  const shelf = (): MediaShelf => {
    const cache = new ContentCache({ dir: join(root, 'cache'), maxBytes: 1_000_000 });
    return new MediaShelf(cache, folderFetcher(refusing, { takes: openFolder(join(root, 'takes')) }));
  };
  const { signal } = new AbortController();

  it("points at sources in the operator's folders, on a worker that never saw them, and leaves them as they are", async () => {
    const take = join(root, 'takes', 'one.mp4');
    await writeFile(take, 'a take');
    const { checksum, sizeBytes } = await identify(take);
    const media = {
      url: formatFolderUrl({ folder: 'takes', path: 'one.mp4' }),
      checksum,
      sizeBytes,
      pointer: '/clips/0',
    };
    for (const name of ['first', 'second']) {
      await shelf().bring(media, join(root, name), signal);
      await shelf().keep(media, join(root, name));
      expect(await readFile(join(root, name), 'utf8')).toBe('a take');
      expect(await readlink(join(root, name))).toBe(take);
    }
    expect(await readdir(join(root, 'cache')).catch(() => [])).toEqual([]);
    expect((await identify(take)).checksum).toBe(checksum);
  });

  it('tells of a source that has become another one', async () => {
    const take = join(root, 'takes', 'one.mp4');
    await writeFile(take, 'another take');
    const media = {
      url: formatFolderUrl({ folder: 'takes', path: 'one.mp4' }),
      checksum: 'f'.repeat(64),
      sizeBytes: 6,
    };
    await expect(shelf().bring({ ...media, pointer: '/clips/0' }, join(root, 'dest'), signal)).rejects.toMatchObject({
      code: 'ASSET_NOT_FOUND',
      transient: true,
    });
  });
});
