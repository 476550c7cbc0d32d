import type { QueueClient } from './client.js';
import type { QueueLogger } from './logger.js';
import { Loop } from './loop.js';
import type { DrainResult, OutboxEntry, OutboxPort } from './ports.js';

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
    const { outbox, batch } = this.#options;
    const trouble: unknown[] = [];
    const deliver = async (entry: OutboxEntry): Promise<void> => {
      try {
        await this.#options.queue.add(entry.jobName, entry.payload, entry);
      } catch (error) {
        trouble.push(error);
        throw error;
      }
    };
    try {
      let result: DrainResult;
      do {
        result = await outbox.drain(batch, deliver);
      } while (!result.failed && result.delivered >= batch && !this.#loop.stopped);
    } catch (error) {
      trouble.push(error);
    }
    this.#tell(trouble[0]);
  }

  /** Once when it begins to fail and once when it works again: not every second. */
  #tell(trouble: unknown): void {
    const failing = trouble !== undefined;
    if (failing && !this.#failing) {
      this.#options.logger.warn({ err: trouble }, 'The outbox cannot be relayed; its rows stay until it can');
    } else if (!failing && this.#failing) {
      this.#options.logger.info({}, 'The outbox is being relayed again');
    }
    this.#failing = failing;
  }
}
