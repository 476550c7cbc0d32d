import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../infra/local/ports.js';
import { type Postgres, startPostgres } from '../../infra/local/postgres.js';

export interface ServiceHost {
  readonly url: string;
  stop(): Promise<void>;
}

interface TestPostgres {
  readonly server: Postgres;
  readonly dir: string;
}

async function startTestPostgres(): Promise<TestPostgres> {
  const dir = await mkdtemp(join(tmpdir(), 'cutroom-test-postgres-'));
  const attempt = async (left: number): Promise<Postgres> => {
    try {
      return await startPostgres({
        dir: join(dir, 'data'),
        port: await freePort(),
        password: 'test',
        logFile: join(dir, 'log'),
        durable: false,
      });
    } catch (error) {
      // Another run on this machine may have taken the port between finding and using it.
      if (left > 0) {
        return attempt(left - 1);
      }
      throw error;
    }
  };
  try {
    return { server: await attempt(2), dir };
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

/** Holds the turn for as long as the asker's connection is open: a crashed test gives it back by dying. */
function turnstile(): (response: ServerResponse) => void {
  let tail: Promise<void> = Promise.resolve();
  return (response) => {
    const gone = new Promise<void>((resolve) => {
      response.once('close', resolve);
    });
    const before = tail;
    tail = before.then(() => gone);
    void before.then(() => {
      if (!response.destroyed) {
        response.writeHead(200).flushHeaders();
      }
    });
  };
}

/**
 * `GET /postgres`: the URL of one PostgreSQL for the whole run, started by the first who asks.
 * `GET /turn`: answers when it is your turn, and yours it is until you hang up.
 */
export async function startServiceHost(): Promise<ServiceHost> {
  let postgres: Promise<TestPostgres> | null = null;
  const takeTurn = turnstile();
  const server = createServer((request, response) => {
    if (request.url === '/turn') {
      takeTurn(response);
      return;
    }
    postgres ??= startTestPostgres();
    postgres.then(
      (started) => response.end(started.server.url),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      const started = await postgres?.catch(() => null);
      await started?.server.stop();
      if (started !== null && started !== undefined) {
        await rm(started.dir, { recursive: true, force: true });
      }
    },
  };
}
