import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { SetupError } from '../failure.js';
import { poll } from '../poll.js';
import { lastLine } from '../process/log-file.js';
import { type OwnedProcess, spawnOwned } from '../process/owned-process.js';

export interface RedisOptions {
  /** Holds the append-only file; made where it is missing. */
  readonly dir: string;
  readonly port: number;
  /** Empty: none asked for (tests only). */
  readonly password: string;
  readonly logFile: string;
}

export interface RedisServer {
  readonly process: OwnedProcess;
  readonly url: string;
  stop(): Promise<void>;
}

const READY_MS = 60_000;
const STOP_MS = 10_000;

/** Never evict: a queue that loses keys under memory pressure loses work. */
const configuration = ({ dir, port, password }: RedisOptions): string =>
  [
    'bind 127.0.0.1',
    `port ${port}`,
    'protected-mode yes',
    'daemonize no',
    `dir "${dir.replace(/["\\]/g, '\\$&')}"`,
    'save ""',
    'appendonly yes',
    'appendfsync everysec',
    'maxmemory-policy noeviction',
    ...(password === '' ? [] : [`requirepass ${password}`]),
    '',
  ].join('\n');

async function ping(url: string): Promise<true | null> {
  const client = new Redis(url, {
    lazyConnect: true,
    disconnectTimeout: 20,
    connectTimeout: 1000,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    // While it still reads its append-only file it answers LOADING, which is an error.
    await client.ping();
    await client.quit();
    return true;
  } catch {
    client.disconnect();
    return null;
  }
}

/** Starts redis-server on loopback and resolves once it answers. @throws SetupError with the server's own last word. */
export async function startRedisServer(options: RedisOptions): Promise<RedisServer> {
  const { dir, port, password, logFile } = options;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  // The password goes into a private file, not onto a command line that every user of the machine can read.
  const file = join(dir, 'redis.conf');
  writeFileSync(file, configuration(options), { mode: 0o600 });
  chmodSync(file, 0o600);
  const server = await spawnOwned({
    name: 'Redis',
    command: 'redis-server',
    args: [file],
    cwd: dir,
    logFile,
    deathSignal: 'TERM',
  });
  const url =
    password === '' ? `redis://127.0.0.1:${port}` : `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`;
  const ready = await poll(async () => (server.exit() === null ? ping(url) : false), { deadlineMs: READY_MS });
  if (ready !== true) {
    await server.stop('SIGTERM', STOP_MS);
    throw new SetupError(`Redis did not start: ${lastLine(logFile)}`);
  }
  return {
    process: server,
    url,
    stop: async () => {
      await server.stop('SIGTERM', STOP_MS);
    },
  };
}
