import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '#lib/config';
import { createTestDatabase } from '../../../../test/support/database.js';
import { startRedis, type TestRedis } from '../../../../test/support/redis.js';
import { createApp, httpServerOf } from '../../src/create-app.js';
import type { Services } from '../../src/services.js';
import { shutDown } from '../../src/shut-down.js';
import { startServices } from '../../src/start-services.js';

export interface Backing {
  readonly databaseUrl: string;
  readonly redis: TestRedis;
  readonly dataDir: string;
  stop(): Promise<void>;
}

export interface TestApi {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly services: Services;
  readonly server: Server;
  stop(): Promise<void>;
}

/** A database, a Redis and a directory, for one or more APIs. */
export async function startBacking(): Promise<Backing> {
  const [database, redis, dataDir] = await Promise.all([
    createTestDatabase(),
    startRedis(),
    mkdtemp(join(tmpdir(), 'cutroom-api-')),
  ]);
  return {
    databaseUrl: database.url,
    redis,
    dataDir,
    stop: async () => {
      await Promise.all([database.drop(), redis.stop(), rm(dataDir, { recursive: true, force: true })]);
    },
  };
}

/** A real API of this process, on a free port. */
export async function startApi(backing: Backing, env: NodeJS.ProcessEnv = {}): Promise<TestApi> {
  const config = loadConfig({
    ENVIRONMENT: 'test',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: backing.databaseUrl,
    REDIS_URL: backing.redis.url,
    DATA_DIR: backing.dataDir,
    RATE_LIMIT_PER_MINUTE: '0',
    ...env,
  });
  const services = await startServices(config);
  // An API starts without its store, and makes the bucket meanwhile; the first upload of a test comes sooner than that.
  await services.store.ensureBucket(config.storage.bucket).catch(() => undefined);
  const app = await createApp(services);
  await app.listen(0, '127.0.0.1');
  const server = httpServerOf(app);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, services, server, stop: () => shutDown(app, services) };
}
