import { Redis, type RedisOptions } from 'ioredis';
import type { LinkOptions } from './options.js';

const ignore = (): void => undefined;

/**
 * A client that remembers its duplicates. BullMQ makes one for its blocking reads and gives no handle on it;
 * with Redis down its own `close` would wait for that connection forever.
 */
export class OwnedRedis extends Redis {
  readonly #copies: Redis[] = [];

  constructor(url: string, options: LinkOptions) {
    super(url, options);
    // Every waiting caller listens for 'ready'; many at once are no leak.
    this.setMaxListeners(0);
  }

  override duplicate(override?: Partial<RedisOptions>): Redis {
    const copy = super.duplicate(override);
    // Outages are logged once, by the link; without a listener ioredis prints every attempt.
    copy.on('error', ignore);
    this.#copies.push(copy);
    return copy;
  }

  /** Ends every connection; commands still waiting on one fail, so that nobody waits for them. */
  disconnectAll(): void {
    for (const client of [this, ...this.#copies]) {
      endNow(client);
    }
  }
}

function endNow(client: Redis): void {
  if (client.status === 'end') {
    return;
  }
  client.disconnect();
  if (client.status === 'reconnecting') {
    // Disconnected between two attempts, ioredis stays here forever: no 'end', and its commands never fail.
    // An attempt that is broken off before it touches the network takes it to its end.
    client.connect().catch(ignore);
    client.disconnect();
  }
}
