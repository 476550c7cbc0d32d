import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { createFfmpeg, DEFAULT_LIMITS } from '#lib/ffmpeg';
import { createLogger } from '#lib/observability';
import { AssetRepository, connect, newAssetId, runMigrations } from '#lib/persistence';
import { createFetcher } from '#lib/sources';
import { createObjectStore, type ObjectStore } from '#lib/storage';
import { freePort } from '../../../infra/local/ports.js';
import { createTestDatabase } from '../../../test/support/database.js';
import { ProbeProcessor } from '../src/assets/probe.processor.js';
import { ProbeMemory } from '../src/render/sources/probe-memory.js';

describe('probe', () => {
  let home: string;
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let dataSource: DataSource;
  let assets: AssetRepository;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'cutroom-probe-'));
    database = await createTestDatabase();
    dataSource = await connect({ url: database.url, poolSize: 2 });
    await runMigrations(dataSource);
    assets = new AssetRepository(dataSource);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
    await rm(home, { recursive: true, force: true });
  });

  const localStore = (): ObjectStore =>
    createObjectStore({
      driver: 'fs',
      root: join(home, 'objects'),
      publicUrl: 'http://localhost',
      signingSecret: 'a secret of some length',
    });
  const absentStore = async (): Promise<ObjectStore> =>
    createObjectStore({
      driver: 's3',
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${await freePort()}`,
      accessKeyId: 'none',
      secretAccessKey: 'none',
    });

  /** Probes a new asset whose object is not a video; gives what is then known of it. */
  async function probed(store: ObjectStore, signal: AbortSignal) {
    const assetId = newAssetId();
    const ref = { bucket: 'cutroom', key: `assets/${assetId}/a.mp4` };
    if (store.driver === 'fs') await store.put(ref, Buffer.from('not a video'));
    await assets.createReady(
      { assetId, ...ref, filename: 'a.mp4', contentType: 'video/mp4', sizeBytes: 11 },
      null,
      'req_test',
    );
    const processor = new ProbeProcessor(assets, {
      home,
      ffmpeg: await createFfmpeg({ bin: 'ffmpeg', probeBin: 'ffprobe', sandbox: 'none', memoryMb: 4096 }),
      probes: new ProbeMemory(),
      fetcher: createFetcher({
        objects: store,
        allowedBuckets: ['cutroom'],
        allowedHosts: [],
        maxBytes: 1_000_000,
        timeoutMs: 500,
      }),
      limits: DEFAULT_LIMITS,
      logger: createLogger({ level: 'silent', service: 'test' }),
    });
    await processor.process(
      { id: `probe.${assetId}`, name: 'probe', lastTry: true, data: { assetId, requestId: 'r' } },
      '',
      signal,
    );
    return assets.get(assetId);
  }

  describe('ProbeProcessor', () => {
    const { signal } = new AbortController();

    it('writes down why a file cannot be used', async () => {
      const store = localStore();
      await store.ensureBucket('cutroom');
      expect((await probed(store, signal))?.probeError).toEqual(expect.any(String));
    });

    it('writes down nothing where the look was cut short', async () => {
      expect(await probed(localStore(), AbortSignal.abort())).toMatchObject({ probe: null, probeError: null });
    });

    it('writes down nothing where the store is away, and leaves no file', async () => {
      expect(await probed(await absentStore(), signal)).toMatchObject({ probe: null, probeError: null });
      expect(await readdir(home)).toEqual(['objects']);
    });
  });
});
