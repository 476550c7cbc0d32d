import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '#lib/observability';
import {
  CallbackRepository,
  CompositionRepository,
  connect,
  FlowRepository,
  MediaProbeRepository,
  PartRepository,
  runMigrations,
  WorkerRegistry,
} from '#lib/persistence';
import { ContentCache } from '#lib/sources';
import { createObjectStore } from '#lib/storage';
import { createTestDatabase } from '../../../test/support/database.js';
import { Janitor } from '../src/janitor/janitor.js';
import { PartStore } from '../src/render/parts/part-store.js';

it('clears away what dead workers left, unless the operator asked to keep it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'cutroom-janitor-'));
  const database = await createTestDatabase();
  const dataSource = await connect({ url: database.url, poolSize: 2 });
  try {
    await runMigrations(dataSource);
    const tmpDir = join(root, 'tmp');
    await mkdir(join(tmpDir, 'worker-dead'), { recursive: true });
    const logger = createLogger({ level: 'silent', service: 'test' });
    const signingSecret = 'a secret of some length';
    const store = createObjectStore({
      driver: 'fs',
      root: join(root, 'o'),
      publicUrl: 'http://localhost',
      signingSecret,
    });
    const cache = new ContentCache({ dir: join(root, 'cache'), maxBytes: 1000 });
    const janitor = (keepTempFiles: boolean): Janitor =>
      new Janitor({
        compositions: new CompositionRepository(dataSource),
        callbacks: new CallbackRepository(dataSource),
        flows: new FlowRepository(dataSource),
        probes: new MediaProbeRepository(dataSource),
        workers: new WorkerRegistry(dataSource),
        store,
        parts: new PartStore({
          parts: new PartRepository(dataSource),
          ...{ store, cache, logger, bucket: 'cutroom', ttlSeconds: 10 },
        }),
        ...{ tmpDir, keepTempFiles, logger, home: join(tmpDir, 'worker-own'), resultTtlSeconds: 10 },
      });
    await janitor(true).sweep();
    expect(await readdir(tmpDir)).toEqual(['worker-dead']);
    await janitor(false).sweep();
    expect(await readdir(tmpDir)).toEqual([]);
  } finally {
    await dataSource.destroy();
    await database.drop();
    await rm(root, { recursive: true, force: true });
  }
});
