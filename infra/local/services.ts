import { join } from 'node:path';
import { freePort } from './ports.js';
import { ensureDatabase, startPostgres } from './postgres/postgres.js';
import { rotate } from './process/log-file.js';
import type { OwnedProcess } from './process/owned-process.js';
import { type Supervised, supervise } from './process/supervisor.js';
import { startRedisServer } from './redis/redis.js';

export interface Keeper {
  readonly dataDir: string;
  readonly say: (line: string) => void;
  readonly note: (child: OwnedProcess) => void;
  readonly onGiveUp: (reason: string) => void;
}

export interface EmbeddedService {
  readonly url: string;
  readonly supervised: Supervised;
}

const PORT_ATTEMPTS = 3;

/** A free port is only a guess until something listens on it: on failure guess again, up to three times. */
async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (attempt === PORT_ATTEMPTS) {
        throw error;
      }
    }
  }
}

type Start = (port: number) => Promise<{ readonly url: string; readonly process: OwnedProcess }>;

/** Clients know the service by its URL, so every later start takes the port of the first. */
async function keep(keeper: Keeper, start: Start): Promise<EmbeddedService> {
  const first = await onFreePort(async (port) => ({ port, ...(await start(port)) }));
  let pending: OwnedProcess | null = first.process;
  const supervised = await supervise({
    start: async () => {
      const child = pending ?? (await start(first.port)).process;
      pending = null;
      return child;
    },
    onStarted: keeper.note,
    say: keeper.say,
    onGiveUp: keeper.onGiveUp,
  });
  return { url: first.url, supervised };
}

/** PostgreSQL 17 under DATA_DIR/postgres, with the database `cutroom`. */
export async function embeddedPostgres(keeper: Keeper, password: string): Promise<EmbeddedService> {
  const { dataDir } = keeper;
  const dir = join(dataDir, 'postgres');
  const logFile = join(dataDir, 'logs', 'postgres.log');
  rotate(logFile);
  const service = await keep(keeper, (port) => startPostgres({ dir, port, password, logFile, durable: true }));
  return { ...service, url: await ensureDatabase(service.url, 'cutroom') };
}

/** Redis under DATA_DIR/redis, append-only and never evicting. */
export function embeddedRedis(keeper: Keeper, password: string): Promise<EmbeddedService> {
  const { dataDir } = keeper;
  const logFile = join(dataDir, 'logs', 'redis.log');
  rotate(logFile);
  return keep(keeper, (port) => startRedisServer({ dir: join(dataDir, 'redis'), port, password, logFile }));
}
