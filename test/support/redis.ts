import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../infra/local/ports.js';
import { type RedisServer, startRedisServer } from '../../infra/local/redis/redis.js';

export interface TestRedis {
  /** Stays the same over restarts. */
  readonly url: string;
  /** Of the server that runs now. */
  readonly pid: number;
  /** Ends it for good and removes its data. */
  stop(): Promise<void>;
  /** What a power cut does; the append-only file stays. */
  kill9(): Promise<void>;
  /** Ends it if it still runs, and starts it again on the same port with the same data. */
  restart(): Promise<void>;
}

/** A real redis-server of the caller's own: append-only, noeviction, on a free port. */
export async function startRedis(): Promise<TestRedis> {
  const dir = await mkdtemp(join(tmpdir(), 'cutroom-test-redis-'));
  const start = (port: number): Promise<RedisServer> =>
    startRedisServer({ dir, port, password: '', logFile: join(dir, 'log') });
  const first = async (left: number): Promise<{ port: number; server: RedisServer }> => {
    const port = await freePort();
    try {
      return { port, server: await start(port) };
    } catch (error) {
      if (left > 0) {
        return first(left - 1);
      }
      await rm(dir, { recursive: true, force: true });
      throw error;
    }
  };
  const { port, server } = await first(2);
  let current = server;
  return {
    url: server.url,
    get pid() {
      return current.process.pid;
    },
    stop: async () => {
      await current.stop();
      await rm(dir, { recursive: true, force: true });
    },
    kill9: async () => {
      await current.process.stop('SIGKILL', 5000);
    },
    restart: async () => {
      await current.stop();
      current = await start(port);
    },
  };
}
