import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { migrate } from '../../infra/local/migrate.js';
import { poll } from '../../infra/local/poll.js';
import { freePort } from '../../infra/local/ports.js';
import { startTestApp, type TestApp } from './app.js';
import { createTestDatabase } from './database.js';
import { type OwnPostgres, startOwnPostgres } from './own-postgres.js';
import { processesOf } from './processes.js';
import { startRedis, type TestRedis } from './redis.js';
import { takeTurn } from './turn.js';

export interface TestStackOptions {
  readonly apis?: number;
  readonly workers?: number;
  /** Settings on top of the tests' own. */
  readonly env?: NodeJS.ProcessEnv;
  /** A PostgreSQL of its own, which the test may stop and kill. */
  readonly ownPostgres?: boolean;
}

export interface TestStack {
  readonly dataDir: string;
  /** The first API. */
  readonly apiUrl: string;
  readonly databaseUrl: string;
  readonly redis: TestRedis;
  /** Only with `ownPostgres`. */
  readonly postgres: OwnPostgres | null;
  readonly apis: readonly TestApp[];
  readonly workers: readonly TestApp[];
  addWorker(env?: NodeJS.ProcessEnv): Promise<TestApp>;
  addApi(env?: NodeJS.ProcessEnv): Promise<TestApp>;
  /** Working directories of renders that exist now. */
  workspaces(): Promise<readonly string[]>;
  /** Ends everything. @throws where a process outlives its stack */
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, '..', '..');

/** Quick to notice and to give up, so that tests need not wait for what production takes its time over. */
const TEST_SETTINGS = {
  ENVIRONMENT: 'test',
  LOG_LEVEL: 'info',
  HOST: '127.0.0.1',
  LEASE_SECONDS: '3',
  RECONCILE_SECONDS: '1',
  DRAIN_SECONDS: '10',
  RATE_LIMIT_PER_MINUTE: '0',
  // Nobody else's tests shall make a render late.
  FFMPEG_NICE: '0',
  // Tests of faults want a render that really encodes, not one that finds its segments made.
  SEGMENT_TTL: '0',
};

/** Real API and worker processes from dist/, with a database, a Redis and a data directory of their own. */
export async function startTestStack(options: TestStackOptions = {}): Promise<TestStack> {
  const giveTurnBack = await takeTurn();
  const dataDir = await mkdtemp(join(tmpdir(), 'cutroom-test-stack-'));
  const undo: (() => Promise<void>)[] = [async () => rm(dataDir, { recursive: true, force: true })];
  const apis: TestApp[] = [];
  const workers: TestApp[] = [];
  const end = async (): Promise<void> => {
    await Promise.all([...workers, ...apis].map((app) => app.terminate()));
    const none = await poll(() => processesOf(dataDir).length === 0 || null, { deadlineMs: 5000 });
    const strays = none === true ? [] : processesOf(dataDir);
    for (const step of undo.reverse()) {
      await step();
    }
    giveTurnBack();
    if (strays.length > 0) {
      throw new Error(`Processes outlived their stack: ${JSON.stringify(strays)}`);
    }
  };
  try {
    await mkdir(join(dataDir, 'logs'));
    const redis = await startRedis();
    undo.push(() => redis.stop());
    let postgres: OwnPostgres | null = null;
    let databaseUrl: string;
    if (options.ownPostgres === true) {
      const own = await startOwnPostgres();
      undo.push(() => own.stop());
      postgres = own;
      databaseUrl = own.url;
    } else {
      const database = await createTestDatabase();
      undo.push(() => database.drop());
      databaseUrl = database.url;
    }
    await migrate(databaseUrl);
    const baseEnv = {
      ...process.env,
      ...TEST_SETTINGS,
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redis.url,
    };
    const add = async (kind: 'api' | 'worker', list: TestApp[], env: NodeJS.ProcessEnv = {}): Promise<TestApp> => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const name = `${kind}-${list.length + 1}`;
      const own = kind === 'api' ? { PORT: String(port), PUBLIC_URL: url } : { WORKER_PORT: String(port) };
      const app = await startTestApp(kind, url, {
        root,
        name,
        env: { ...baseEnv, ...own, ...options.env, ...env },
        logFile: join(dataDir, 'logs', `${name}.log`),
        readyUrl: `${url}/health/ready`,
      });
      list.push(app);
      return app;
    };
    const addAll = async (kind: 'api' | 'worker', list: TestApp[], count: number): Promise<void> => {
      for (let index = 0; index < count; index += 1) {
        await add(kind, list);
      }
    };
    await Promise.all([addAll('api', apis, options.apis ?? 1), addAll('worker', workers, options.workers ?? 1)]);
    return {
      dataDir,
      apiUrl: apis[0]?.url ?? '',
      databaseUrl,
      redis,
      postgres,
      apis,
      workers,
      addWorker: (env) => add('worker', workers, env),
      addApi: (env) => add('api', apis, env),
      workspaces: async () => readdir(join(dataDir, 'tmp')).catch(() => []),
      stop: end,
    };
  } catch (error) {
    await end().catch(() => undefined);
    throw error;
  }
}
