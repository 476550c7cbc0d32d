import { RedisLink } from './link.js';
import type { OwnedRedis } from './owned-redis.js';
import type { RedisSettings } from './settings.js';

/** Messages on their way at one moment; beyond it they are dropped rather than piled up behind a slow Redis. */
const MAX_IN_FLIGHT = 1_000;

/** Fire and forget: never waits, never throws, and drops what cannot be sent now. */
export class Publisher {
  readonly #link: RedisLink;
  #inFlight = 0;

  constructor(settings: RedisSettings) {
    this.#link = new RedisLink(settings, 'command');
  }

  /** Whether the message was sent on its way. */
  send(command: (client: OwnedRedis) => Promise<unknown>): boolean {
    if (!this.#link.ready || this.#inFlight >= MAX_IN_FLIGHT) {
      return false;
    }
    this.#inFlight += 1;
    const sent = (): void => {
      this.#inFlight -= 1;
    };
    command(this.#link.client).then(sent, sent);
    return true;
  }

  /** Whether messages can be sent, waiting up to `timeoutMs` for it. */
  async whenReady(timeoutMs: number): Promise<boolean> {
    return this.#link.whenReady(timeoutMs);
  }

  close(): void {
    this.#link.close();
  }
}
