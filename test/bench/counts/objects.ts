import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import type { Tally } from './tally.js';

export interface CountedStore {
  readonly url: string;
  /** Requests by method and first part of the key, and the bytes that went either way. */
  tally(): Tally;
  /** When which object was written whole, in milliseconds of `performance.now`. */
  readonly written: readonly { readonly key: string; readonly at: number }[];
  close(): Promise<void>;
}

/** What a request is: `PUT parts`, `LIST`, `HEAD bucket`. */
export function requestName(method: string, url: string): string {
  const [path = '', query = ''] = url.split('?');
  const [, , prefix = '', rest] = path.split('/');
  if (prefix === '')
    return method === 'GET' ? (query.includes('list-type') ? 'LIST' : 'GET bucket') : `${method} bucket`;
  return `${method} ${rest === undefined ? 'others' : prefix}`;
}

/** A real S3 server behind a counter. */
export async function startCountedStore(): Promise<CountedStore> {
  const directory = await mkdtemp(join(tmpdir(), 'cutroom-counts-'));
  const store = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory });
  const { port: behind } = await store.run();
  const counts: Record<string, number> = {};
  const written: { key: string; at: number }[] = [];
  const add = (name: string, by: number): void => {
    counts[name] = (counts[name] ?? 0) + by;
  };
  const pass = (incoming: IncomingMessage, answer: ServerResponse): void => {
    const { method = '', url = '', headers } = incoming;
    const name = requestName(method, url);
    add(name, 1);
    incoming.on('data', (chunk: Buffer) => add('bytes in', chunk.length));
    // With the headers as they are: the host is part of the signature.
    const outgoing = request({ host: '127.0.0.1', port: behind, method, path: url, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.on('data', (chunk: Buffer) => add('bytes out', chunk.length));
      if (method === 'PUT') written.push({ key: url.split('?')[0] ?? '', at: performance.now() });
      reply.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  };
  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    tally: () => ({ ...counts }),
    written,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
