import { processClipsOutcome } from '#lib/answers';
import type { Logger } from '#lib/observability';
import type { ProcessingJobRepository } from '#lib/persistence';

const EVERY_MS = 1_000;
const BATCH = 20;

/** Ends the jobs of other services whose renders have all ended; Postgres knows which, whoever ended them. */
export class Settler {
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | null = null;

  constructor(
    private readonly jobs: Pick<ProcessingJobRepository, 'settle'>,
    private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  start(): void {
    this.#timer = setInterval(() => {
      this.#round ??= this.#settle().finally(() => {
        this.#round = null;
      });
    }, EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
  }

  async #settle(): Promise<void> {
    try {
      while ((await this.jobs.settle(BATCH, processClipsOutcome)) === BATCH);
    } catch (error) {
      this.logger.warn({ err: error }, 'Processing jobs could not be settled; trying again');
    }
  }
}
