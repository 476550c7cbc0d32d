import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { postComposition, uploadAsset } from '../../../infra/local/demo/client.js';
import { pick, text } from '../../../infra/local/demo/json.js';
import { SetupError } from '../../../infra/local/failure.js';
import { freePort } from '../../../infra/local/ports.js';
import { startStack } from '../../../infra/local/stack.js';
import { startOwnPostgres } from '../../support/own-postgres.js';
import { startRedis } from '../../support/redis.js';
import { passedOn } from '../service.js';
import { type FleetWorker, startFleetWorker, type WorkerOptions } from './worker.js';

/** A composition that has been rendered. */
export interface Ended {
  readonly id: string;
  /** Seconds from POST to its end, by the service's own clock. */
  readonly wallSeconds: number;
  /** Seconds of it after a worker took it. */
  readonly workSeconds: number;
  readonly metadata: unknown;
}

/** A service whose workers come, go and are pinned as the measurement wants. */
export interface Fleet {
  readonly apiUrl: string;
  readonly dataDir: string;
  addWorker(options?: WorkerOptions): Promise<FleetWorker>;
  /** @returns the `s3://` URL */
  upload(path: string): Promise<string>;
  post(body: object): Promise<string>;
  state(id: string): Promise<unknown>;
  /** @throws SetupError where it ends otherwise */
  completed(id: string): Promise<Ended>;
  stop(): Promise<void>;
}

export interface FleetOptions {
  readonly root: string;
  readonly workDir: string;
  readonly signal: AbortSignal;
}

/** Times are the service's own; asking more often would only take a core from its workers. */
const LOOK_MS = 500;

/** PostgreSQL (durable), Redis and an API, without workers and without data. */
export async function startFleet({ root, workDir, signal }: FleetOptions): Promise<Fleet> {
  const undo: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const dataDir = await mkdtemp(join(workDir, 'fleet-'));
    undo.push(() => rm(dataDir, { recursive: true, force: true }));
    await chmod(dataDir, 0o755);
    const database = await startOwnPostgres();
    undo.push(() => database.stop());
    const redis = await startRedis();
    undo.push(() => redis.stop());
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const servers = { DATABASE_URL: database.url, REDIS_URL: redis.url };
    const env = { ...passedOn(), ...servers, PUBLIC_URL: url, LOG_LEVEL: 'warn' };
    const stack = await startStack({
      ...{ root, dataDir, host: '127.0.0.1', port, workers: 0, env, signal },
      say: () => undefined,
    });
    undo.push(() => stack.stop('kill'));
    const state = async (id: string, what = ''): Promise<unknown> =>
      (await fetch(`${url}/api/v1/compositions/${id}${what}`)).json();
    return {
      apiUrl: url,
      dataDir,
      stop,
      state,
      upload: (path) => uploadAsset(url, path),
      post: (body) => postComposition(url, body),
      addWorker: async (options = {}) => {
        const worker = await startFleetWorker({ root, dataDir, env: { ...env, DATA_DIR: dataDir } }, options);
        undo.push(() => worker.kill9());
        return worker;
      },
      completed: async (id) => {
        for (;;) {
          signal.throwIfAborted();
          const now = await state(id);
          const status = text(pick(now, 'status'));
          if (status === 'completed') return ended(id, now, await state(id, '/metadata'));
          if (status !== 'queued' && status !== 'processing') {
            throw new SetupError(`A render did not end well: ${JSON.stringify(now)}`);
          }
          await delay(LOOK_MS);
        }
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function ended(id: string, state: unknown, metadata: unknown): Ended {
  const at = (name: string): number => Date.parse(text(pick(state, name))) / 1000;
  const end = at('completed_at');
  return { id, wallSeconds: end - at('created_at'), workSeconds: end - at('started_at'), metadata };
}
