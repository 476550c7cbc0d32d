import type { QueueClient } from './client.js';
import type { QueueLogger } from './logger.js';
import { Loop } from './loop.js';
import type { OutboxPort } from './ports.js';

export interface OutboxRelayOptions {
  readonly outbox: OutboxPort;
  readonly queue: Pick<QueueClient, 'add'>;
  readonly logger: QueueLogger;
  /** Milliseconds between two looks at the outbox; a kick comes sooner. */
  readonly pollMs?: number;
  /** Rows locked at a time. */
  readonly batch?: number;
}

/**
 * Turns outbox rows into jobs, at least once: a crash between the add and the delete adds the same id again,
 * which changes nothing. As many relays may run as there are processes.
 */
export class OutboxRelay {
  readonly #options: Required<OutboxRelayOptions>;
  readonly #loop: Loop;
  #failing = false;

  constructor(options: OutboxRelayOptions) {
    this.#options = { pollMs: 1_000, batch: 50, ...options };
    this.#loop = new Loop(
      () => this.#round(),
      () => this.#options.pollMs,
    );
  }

  start(): void {
    this.#loop.start();
    this.#loop.kick();
  }

  /** Call after a commit that wrote outbox rows. */
  kick(): void {
    this.#loop.kick();
  }

  /** Waits for the row in hand; rows behind it stay for the next relay. */
  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  async #round(): Promise<void> {
    const { outbox, queue, batch, logger } = this.#options;
    try {
      let relayed: number;
      do {
        relayed = await outbox.drain(batch, ({ jobName, payload, jobId, priority }) =>
          queue.add(jobName, payload, { jobId, priority }),
        );
      } while (relayed >= batch && !this.#loop.stopped);
      if (this.#failing) {
        this.#failing = false;
        logger.info({}, 'The outbox is being relayed again');
      }
    } catch (error) {
      if (!this.#failing) {
        this.#failing = true;
        logger.warn({ err: error }, 'The outbox cannot be relayed; its rows stay until it can');
      }
    }
  }
}
