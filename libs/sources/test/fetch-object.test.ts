import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { CutroomError } from '#lib/contracts';
import { createFetcher, type ObjectReader } from '../src/index.js';

const data = randomBytes(500_000);

describe('fetching out of the object store', () => {
  let folder: string;
  const dest = () => join(folder, 'clip');
  const fetcher = (get: ObjectReader['get'], timeoutMs = 5000) =>
    createFetcher({ objects: { get }, allowedBuckets: ['cutroom'], allowedHosts: [], maxBytes: 1_000_000, timeoutMs });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cutroom-object-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('brings the object that was named', async () => {
    const asked: unknown[] = [];
    const get: ObjectReader['get'] = async (ref) => {
      asked.push(ref);
      return { stat: { sizeBytes: data.length }, body: Readable.from([data]) };
    };
    const fetched = await fetcher(get).fetchTo('s3://cutroom/assets/a b.mp4', dest());
    expect(asked).toEqual([{ bucket: 'cutroom', key: 'assets/a b.mp4' }]);
    expect(fetched).toEqual({ sizeBytes: data.length, sha256: createHash('sha256').update(data).digest('hex') });
    expect((await readFile(dest())).equals(data)).toBe(true);
  });

  it('asks for nothing outside of the allowed buckets', async () => {
    const get: ObjectReader['get'] = () => Promise.reject(new Error('asked'));
    await expect(fetcher(get).fetchTo('s3://other/a', dest())).rejects.toMatchObject({ code: 'SOURCE_NOT_ALLOWED' });
  });

  it('passes on what the store says', async () => {
    const missing = new CutroomError('ASSET_NOT_FOUND', 'Missing.');
    await expect(fetcher(() => Promise.reject(missing)).fetchTo('s3://cutroom/a', dest())).rejects.toBe(missing);
  });

  it('refuses an object over the limit without reading it', async () => {
    const body = Readable.from([data]);
    const get: ObjectReader['get'] = async () => ({ stat: { sizeBytes: 1_000_001 }, body });
    await expect(fetcher(get).fetchTo('s3://cutroom/a', dest())).rejects.toMatchObject({ code: 'RESOURCE_LIMIT' });
    expect(body.destroyed).toBe(true);
  });

  it.each([
    ['short', () => Readable.from([data.subarray(0, 100)])],
    ['broken', () => new PassThrough().destroy(new Error('socket hang up'))],
  ])('a %s body leaves no file', async (_what, body) => {
    const get: ObjectReader['get'] = async () => ({
      stat: { sizeBytes: data.length },
      body: body().on('error', () => {}),
    });
    const fetching = fetcher(get).fetchTo('s3://cutroom/a', dest());
    await expect(fetching).rejects.toMatchObject({ code: 'STORAGE_ERROR', transient: true });
    expect(await readdir(folder)).toEqual([]);
  });

  it('a body that goes silent ends at the time limit', async () => {
    const body = new PassThrough();
    body.write('x');
    const get: ObjectReader['get'] = async () => ({ stat: { sizeBytes: 2 }, body });
    await expect(fetcher(get, 100).fetchTo('s3://cutroom/a', dest())).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(body.destroyed).toBe(true);
    expect(await readdir(folder)).toEqual([]);
  });
});
