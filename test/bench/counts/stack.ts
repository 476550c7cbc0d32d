import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../../infra/local/ports.js';
import { startStack } from '../../../infra/local/stack.js';
import { startOwnPostgres } from '../../support/own-postgres.js';
import { startRedis } from '../../support/redis.js';
import { passedOn } from '../service.js';
import { type CountedStore, startCountedStore } from './objects.js';
import { countPostgres, prepareCounting, type Statement } from './postgres.js';
import { countRedis } from './redis.js';
import { minus, plus, type Tally, times } from './tally.js';

/** What PostgreSQL, Redis and the object store were asked. */
export interface Counts {
  readonly postgres: Tally;
  readonly redis: Tally;
  readonly objects: Tally;
}

const each = (a: Counts, b: Counts, how: (a: Tally, b: Tally) => Tally): Counts => ({
  postgres: how(a.postgres, b.postgres),
  redis: how(a.redis, b.redis),
  objects: how(a.objects, b.objects),
});
export const countsMinus = (a: Counts, b: Counts): Counts => each(a, b, minus);
export const countsPlus = (a: Counts, b: Counts): Counts => each(a, b, plus);
export const countsTimes = (a: Counts, factor: number): Counts => each(a, a, (one) => times(one, factor));

export interface CountedStack {
  readonly apiUrl: string;
  readonly store: CountedStore;
  counts(): Promise<Counts>;
  /** Of PostgreSQL, from the start of the stack on. */
  slowest(): Promise<readonly Statement[]>;
  stop(): Promise<void>;
}

/** A service with the settings it comes with, on a PostgreSQL, a Redis and an S3 server that count. */
export async function startCountedStack(
  root: string,
  workDir: string,
  workers: number,
  signal: AbortSignal,
): Promise<CountedStack> {
  const undo: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const dataDir = await mkdtemp(join(workDir, 'counted-'));
    undo.push(() => rm(dataDir, { recursive: true, force: true }));
    await chmod(dataDir, 0o755);
    const database = await startOwnPostgres();
    undo.push(() => database.stop());
    await prepareCounting(database.url);
    await database.restart();
    const redis = await startRedis();
    undo.push(() => redis.stop());
    const store = await startCountedStore();
    undo.push(() => store.close());
    const port = await freePort();
    const stack = await startStack({
      root,
      dataDir,
      host: '127.0.0.1',
      port,
      workers,
      env: {
        ...passedOn(),
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        LOG_LEVEL: 'warn',
        DATABASE_URL: database.url,
        REDIS_URL: redis.url,
        STORAGE_DRIVER: 's3',
        S3_ENDPOINT: store.url,
        AWS_ACCESS_KEY_ID: 'S3RVER',
        AWS_SECRET_ACCESS_KEY: 'S3RVER',
        AWS_S3_BUCKET: 'cutroom',
      },
      say: () => undefined,
      signal,
    });
    undo.push(() => stack.stop('kill'));
    const [postgresCounter, redisCounter] = [await countPostgres(database.url), countRedis(redis.url)];
    undo.push(
      () => postgresCounter.close(),
      () => redisCounter.close(),
    );
    return {
      apiUrl: stack.apiUrl,
      store,
      slowest: () => postgresCounter.slowest(),
      counts: async () => ({
        postgres: await postgresCounter.tally(),
        redis: await redisCounter.tally(),
        objects: store.tally(),
      }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
