import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of one request on its way to the real server. */
export type Fate =
  | { readonly kind: 'pass' }
  | { readonly kind: 'status'; readonly status: number; readonly code?: string }
  | { readonly kind: 'reset' }
  | { readonly kind: 'silence' }
  /** The answer begins, and after some bytes the connection breaks or goes silent. */
  | { readonly kind: 'break' | 'stall'; readonly afterBytes: number };

export interface BadNetwork {
  readonly url: string;
  readonly requests: readonly string[];
  /** Decides over every request that follows, by its number from 0 up since this call. */
  fate(choose: (index: number, req: IncomingMessage) => Fate): void;
  close(): Promise<void>;
}

/** A proxy in front of the server at `target`. */
export async function badNetwork(target: string): Promise<BadNetwork> {
  let choose: (index: number, req: IncomingMessage) => Fate = () => ({ kind: 'pass' });
  let index = 0;
  const requests: string[] = [];
  const server = createServer((req, res) => {
    requests.push(`${req.method} ${req.url}`);
    const fate = choose(index, req);
    index += 1;
    suffer(fate, req, res, target);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    fate: (next) => {
      choose = next;
      index = 0;
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function suffer(fate: Fate, req: IncomingMessage, res: ServerResponse, target: string): void {
  switch (fate.kind) {
    case 'silence':
      req.resume();
      return;
    case 'reset':
      req.socket.resetAndDestroy();
      return;
    case 'status':
      req.resume();
      res.writeHead(fate.status, { 'content-type': 'application/xml' });
      res.end(fate.code === undefined ? '' : `<Error><Code>${fate.code}</Code><Message>no</Message></Error>`);
      return;
    default:
      forward(fate, req, res, target);
  }
}

function forward(fate: Fate, req: IncomingMessage, res: ServerResponse, target: string): void {
  const onward = request(new URL(req.url ?? '/', target), { method: req.method, headers: req.headers });
  onward.on('error', () => res.destroy());
  req.on('close', () => {
    if (!req.complete) onward.destroy();
  });
  req.pipe(onward);
  onward.on('response', (answer) => {
    res.writeHead(answer.statusCode ?? 500, answer.rawHeaders);
    if (fate.kind === 'pass') {
      answer.pipe(res);
      return;
    }
    const keep = fate.kind === 'break' || fate.kind === 'stall' ? fate.afterBytes : 0;
    let sent = 0;
    answer.on('data', (chunk: Buffer) => {
      const part = chunk.subarray(0, keep - sent);
      sent += part.length;
      if (part.length > 0) res.write(part);
      if (sent < keep) return;
      answer.destroy();
      if (fate.kind === 'break') setImmediate(() => res.destroy());
    });
    answer.on('error', () => {});
  });
}
