import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { createLogger } from '#lib/observability';
import {
  AssetRepository,
  CompositionRepository,
  connect,
  newAssetId,
  newCompositionId,
  OrphanRepository,
  PartRepository,
  runMigrations,
} from '#lib/persistence';
import { ContentCache } from '#lib/sources';
import {
  createObjectStore,
  type ObjectStore,
  partObjectKey,
  pendingUploadKey,
  thumbnailKey,
  videoKey,
} from '#lib/storage';
import { createTestDatabase } from '../../../test/support/database.js';
import { OrphanSweeper } from '../src/janitor/orphans.js';
import { PartStore } from '../src/render/parts/part-store.js';

describe('orphans', () => {
  const bucket = 'cutroom';
  const logger = createLogger({ level: 'silent', service: 'test' });
  const PART = 'a'.repeat(64);

  let root: string;
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let dataSource: DataSource;
  let store: ObjectStore;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'cutroom-orphans-'));
    database = await createTestDatabase();
    dataSource = await connect({ url: database.url, poolSize: 4 });
    await runMigrations(dataSource);
  });
  beforeEach(async () => {
    store = createObjectStore({
      driver: 'fs',
      root: await mkdtemp(join(root, 'objects-')),
      publicUrl: 'http://localhost',
      signingSecret: 'a secret of some length',
    });
    await store.ensureBucket(bucket);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
    await rm(root, { recursive: true, force: true });
  });

  const put = async (key: string): Promise<string> => {
    await store.put({ bucket, key }, Buffer.from(key));
    return key;
  };
  const stored = async (): Promise<readonly string[]> => {
    const keys: string[] = [];
    for await (const { key } of store.list(bucket, '')) keys.push(key);
    return keys.sort();
  };
  /** An age of -60 s: whatever exists counts as old. */
  const sweeper = (ageSeconds?: number): OrphanSweeper =>
    new OrphanSweeper({
      orphans: new OrphanRepository(dataSource),
      store,
      bucket,
      logger,
      ...(ageSeconds === undefined ? {} : { ageSeconds }),
    });

  /** One of each: a result that counts, an earlier attempt of it, a render under way, and one nobody knows. */
  async function outputs(compositions: CompositionRepository) {
    const claimed = async (): Promise<string> => {
      const compositionId = newCompositionId();
      await compositions.createQueued({
        ...{ compositionId, userId: null, config: {}, clientMetadata: {}, origin: 'compositions' },
        ...{ priority: 'default', requestId: 'req_test' },
      });
      await compositions.claim(compositionId, 'w', { leaseSeconds: 60, jobTimeoutSeconds: 300, maxFailures: 3 });
      return compositionId;
    };
    const [done, running] = [await claimed(), await claimed()];
    const key = await put(videoKey(done, 1));
    const thumbnail = { bucket, key: await put(thumbnailKey(done, 1)) };
    const rendition = { bucket, key: await put(videoKey(done, 1, 'mp4', '480p')) };
    const result = {
      ...{ bucket, key, contentType: 'video/mp4', sizeBytes: 1, duration: 1, frames: 1, thumbnail },
      renditions: [{ ...rendition, name: '480p', width: 854, height: 480, sizeBytes: 1 }],
    };
    const metrics = { durationSeconds: 1, cpuSeconds: 1, memoryPeakMb: 1, outputSeconds: 1, ffmpegStats: {} };
    await compositions.complete(done, 1, { result, outputUrl: `s3://${bucket}/${key}`, metadata: {}, metrics });
    return {
      kept: [key, thumbnail.key, rendition.key, await put(videoKey(running, 1))],
      orphans: [await put(videoKey(done, 0)), await put(videoKey(newCompositionId(), 1))],
    };
  }

  async function uploads(assets: AssetRepository) {
    const pending = async (): Promise<string> => {
      const assetId = newAssetId();
      const key = pendingUploadKey(assetId, 'a.mp4');
      await assets.createPending({ assetId, bucket, key, filename: 'a.mp4', contentType: 'video/mp4', sizeBytes: 1 });
      return put(key);
    };
    return { pending: await pending(), unknown: await put(pendingUploadKey(newAssetId(), 'b.mp4')) };
  }

  describe('OrphanSweeper', () => {
    it('removes what nothing refers to, and only that', async () => {
      const { kept, orphans } = await outputs(new CompositionRepository(dataSource));
      const part = await put(partObjectKey(PART, 'one'));
      await new PartRepository(dataSource).add({
        ...{ key: PART, bucket, objectKey: part, sha256: 'f'.repeat(64), sizeBytes: 1 },
      });
      const lostPart = await put(partObjectKey(PART, 'two'));
      const others = [await put('assets/x/a.mp4'), await put('mine/own.mp4'), await put('outputs/not ours')];
      const { pending, unknown } = await uploads(new AssetRepository(dataSource));
      const all = await stored();
      expect(await sweeper().sweep()).toBe(0); // all of it is new
      expect(await stored()).toEqual(all);
      expect(await sweeper(-60).sweep()).toBe(orphans.length + [lostPart, pending, unknown].length);
      expect(await stored()).toEqual([...kept, part, ...others].sort());
    });

    it('forgets presigned uploads that never came, but not those that may still', async () => {
      const assets = new AssetRepository(dataSource);
      const of = (assetId: string) =>
        assets.createPending({
          ...{ assetId, bucket, key: pendingUploadKey(assetId, 'a'), filename: 'a', contentType: 'video/mp4' },
          sizeBytes: 1,
        });
      const [old, young] = [newAssetId(), newAssetId()];
      await Promise.all([of(old), of(young)]);
      await put(pendingUploadKey(young, 'a'));
      await dataSource.query(`UPDATE assets SET created_at = now() - interval '2 days' WHERE asset_id = $1`, [old]);
      await sweeper().sweep();
      expect(await assets.get(old)).toBeNull();
      expect(await assets.get(young)).not.toBeNull();
      expect(await stored()).toHaveLength(1);
    });

    it('leaves it to the one that is at it', async () => {
      const other = new OrphanRepository(dataSource);
      expect(await other.alone(() => sweeper(-60).sweep())).toBeNull();
      expect(await sweeper(-60).sweep()).toBe(0);
    });
  });

  it('a part that Postgres could not be told of leaves no object', async () => {
    const away = await connect({ url: database.url, poolSize: 2 });
    await away.destroy();
    const parts = new PartStore({
      parts: new PartRepository(away),
      ...{ store, bucket, logger, ttlSeconds: 100 },
      cache: new ContentCache({ dir: join(root, 'cache'), maxBytes: 1000 }),
    });
    await writeFile(join(root, 'part'), 'a part');
    await expect(parts.keep(PART, join(root, 'part'), new AbortController().signal)).rejects.toThrow();
    expect(await stored()).toEqual([]);
  });
});
