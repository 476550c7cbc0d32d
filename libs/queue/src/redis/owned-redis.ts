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

  disconnectAll(): void {
    for (const client of [this, ...this.#copies]) {
      client.disconnect();
    }
  }
}
