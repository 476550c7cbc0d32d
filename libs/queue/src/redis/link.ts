import type { QueueLogger } from '../logger.js';
import { type LinkRole, optionsFor } from './options.js';
import { OwnedRedis } from './owned-redis.js';
import type { RedisSettings } from './settings.js';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'CONNECTION_LOST';

/** One connection that comes back by itself for as long as it is not closed, and says so once per outage. */
export class RedisLink {
  readonly client: OwnedRedis;
  readonly #logger: QueueLogger;
  readonly #role: LinkRole;
  #down = false;
  #closed = false;

  constructor(settings: RedisSettings, role: LinkRole) {
    this.#logger = settings.logger;
    this.#role = role;
    this.client = new OwnedRedis(settings.url, optionsFor(role));
    this.client.on('error', (error) => this.#wentDown(codeOf(error)));
    this.client.on('close', () => this.#wentDown('CONNECTION_LOST'));
    this.client.on('ready', () => this.#cameUp());
  }

  get ready(): boolean {
    return this.client.status === 'ready';
  }

  /** True as soon as commands can be sent, false after `timeoutMs`. */
  async whenReady(timeoutMs: number): Promise<boolean> {
    if (this.ready || this.#closed) {
      return this.ready;
    }
    return new Promise((resolve) => {
      const done = (ready: boolean): void => {
        clearTimeout(timer);
        this.client.off('ready', onReady);
        this.client.off('end', onEnd);
        resolve(ready);
      };
      const onReady = (): void => done(true);
      const onEnd = (): void => done(false);
      const timer = setTimeout(onEnd, timeoutMs);
      this.client.once('ready', onReady);
      this.client.once('end', onEnd);
    });
  }

  /** At once and without a farewell: `QUIT` would wait for a Redis that may not be there. */
  close(): void {
    this.#closed = true;
    this.client.disconnectAll();
  }

  #wentDown(reason: string): void {
    if (!this.#down && !this.#closed) {
      this.#down = true;
      this.#logger.warn({ link: this.#role, reason }, 'Redis is not reachable; reconnecting');
    }
  }

  #cameUp(): void {
    if (this.#down) {
      this.#down = false;
      this.#logger.info({ link: this.#role }, 'Redis is reachable again');
    }
  }
}
