import { createServer } from 'node:net';
import { SetupError } from './failure.js';

const listen = (port: number, host?: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });

/** A TCP port that was free on loopback a moment ago; somebody else may take it before you do. */
export const freePort = (): Promise<number> => listen(0, '127.0.0.1');

/** @throws SetupError where nobody can listen there, or somebody does already. */
export async function assertPortFree(port: number, host?: string): Promise<void> {
  try {
    await listen(port, host);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code === 'EACCES') {
      throw new SetupError(`Port ${port} needs root; choose one above 1023, for example PORT=8000.`);
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new SetupError(`HOST names ${host}, which is no address of this machine.`);
    }
    throw new SetupError(
      `Port ${port} is already in use; choose another one, for example PORT=${port === 65535 ? 8001 : port + 1}.`,
    );
  }
}
