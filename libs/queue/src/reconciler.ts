import type { JobName } from '#lib/contracts';
import type { QueueClient } from './client.js';
import type { QueueLogger } from './logger.js';
import { Loop } from './loop.js';
import type { JobPresence, ReconcilerPort } from './ports.js';

export interface ReconcilerOptions {
  readonly port: ReconcilerPort;
  readonly queue: Pick<QueueClient, 'has'>;
  readonly logger: QueueLogger;
  /** Seconds between rounds, ± 20 % so that many processes spread out. */
  readonly everySeconds: number;
  /** Called when rows went to the outbox: normally the relay's kick. */
  readonly onRequeued?: () => void;
}

/** The safety net: whatever Redis or a worker lost finds its way back or ends with a reason. Safe to run many. */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #loop: Loop;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
    this.#loop = new Loop(
      () => this.#round(),
      () => options.everySeconds * 1_000 * (0.8 + 0.4 * Math.random()),
    );
  }

  start(): void {
    this.#loop.start();
  }

  /** Runs a round now; the regular ones go on from there. */
  kick(): void {
    this.#loop.kick();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  async #round(): Promise<void> {
    const { port, logger, onRequeued } = this.#options;
    await this.#step('fail overdue work', async () => {
      const failed = await port.failOverdue();
      if (failed > 0) {
        logger.warn({ failed }, 'Overdue work was failed');
      }
    });
    await this.#step('requeue stranded work', async () => {
      const requeued = await port.requeueStranded(this.#presence());
      if (requeued > 0) {
        logger.warn({ requeued }, 'Stranded work was queued again');
        onRequeued?.();
      }
    });
  }

  /** After the first unanswered question the rest of the round asks no more: each would cost its whole deadline. */
  #presence(): (name: JobName, jobId: string) => Promise<JobPresence> {
    let reachable = true;
    return async (name, jobId) => {
      if (!reachable) {
        return 'unknown';
      }
      try {
        return await this.#options.queue.has(name, jobId);
      } catch {
        reachable = false;
        return 'unknown';
      }
    };
  }

  async #step(what: string, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.#options.logger.error({ err: error }, `The reconciler could not ${what}; it will try again`);
    }
  }
}
