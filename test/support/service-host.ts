import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../infra/local/ports.js';
import { type Postgres, startPostgres } from '../../infra/local/postgres/postgres.js';

export interface ServiceHost {
  readonly url: string;
  stop(): Promise<void>;
}

/** A stack waits more than it computes; more of them than this, and two cores make them miss their deadlines. */
const STACKS_AT_ONCE = 3;

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

/** A place is taken for as long as the asker's connection is open: a crashed test gives it back by dying. */
function turnstile(places: number): (response: ServerResponse) => void {
  const waiting: ServerResponse[] = [];
  let free = places;
  const admit = (): void => {
    const next = free > 0 ? waiting.shift() : undefined;
    if (next === undefined) {
      return;
    }
    if (!next.destroyed) {
      free -= 1;
      next.once('close', () => {
        free += 1;
        admit();
      });
      next.writeHead(200).flushHeaders();
    }
    admit();
  };
  return (response) => {
    waiting.push(response);
    admit();
  };
}

/**
 * `GET /postgres`: the URL of one PostgreSQL for the whole run, started by the first who asks.
 * `GET /turn`: answers when it is your turn, and yours it is until you hang up.
 */
export async function startServiceHost(): Promise<ServiceHost> {
  let postgres: Promise<TestPostgres> | null = null;
  const takeTurn = turnstile(STACKS_AT_ONCE);
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
