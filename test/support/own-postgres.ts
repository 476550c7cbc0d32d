import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../infra/local/ports.js';
import { ensureDatabase, startPostgres } from '../../infra/local/postgres/postgres.js';

export interface OwnPostgres {
  readonly url: string;
  readonly pid: number;
  kill9(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A PostgreSQL that only this test uses, for tests that take it away. Writes are synced: it has to survive kill -9. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const dir = await mkdtemp(join(tmpdir(), 'cutroom-test-postgres-'));
  const port = await freePort();
  const options = { dir: join(dir, 'data'), port, password: 'test', logFile: join(dir, 'postgres.log'), durable: true };
  let current = await startPostgres(options);
  return {
    url: await ensureDatabase(current.url, 'cutroom'),
    get pid() {
      return current.process.pid;
    },
    kill9: async () => {
      await current.process.stop('SIGKILL', 5000);
    },
    restart: async () => {
      await current.stop();
      current = await startPostgres(options);
    },
    stop: async () => {
      await current.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
