import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';

export interface TestServer {
  readonly port: number;
  /** Connections taken so far. */
  connections(): number;
  close(): Promise<void>;
}

export async function serve(handler: RequestListener, tls?: { key: string; cert: string }): Promise<TestServer> {
  const server = tls === undefined ? createServer(handler) : createTlsServer(tls, handler);
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The name the client asked TLS for. */
export function serverName(socket: unknown): string | false | null {
  return (socket as TLSSocket).servername;
}
