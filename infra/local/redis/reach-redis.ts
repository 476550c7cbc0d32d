import { Redis } from 'ioredis';
import { SetupError } from '../failure.js';

const CONNECT_MS = 5000;

/** Of `localhost`, both addresses are tried: the reasons are in `errors` then, and the message is empty. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0) return reasonOf(error.errors[0]);
  return 'message' in error ? String(error.message) : 'it did not say why';
}

/** For a Redis that somebody else runs: says now what API and workers would wait for without a word. @throws SetupError */
export async function reachRedis(url: string): Promise<void> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    disconnectTimeout: 20,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
  });
  // What `connect` rejects with says only that the connection is closed; why comes as an event before.
  let why: unknown;
  client.on('error', (error: unknown) => {
    why ??= error;
  });
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    throw new SetupError(`The Redis at ${new URL(url).host} cannot be used: ${reasonOf(why ?? error)}`);
  } finally {
    client.disconnect();
  }
}
