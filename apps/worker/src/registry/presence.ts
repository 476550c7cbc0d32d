import type { Logger } from '#lib/observability';
import type { WorkerCapabilities, WorkerRegistry } from '#lib/persistence';

const EVERY_MS = 5_000;

/** Tells the API, through the workers table, that this worker is there and what its ffmpeg can do. */
export class Presence {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly registry: WorkerRegistry,
    private readonly workerId: string,
    private readonly capabilities: WorkerCapabilities,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    await this.#beat();
    this.#timer = setInterval(() => void this.#beat(), EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.registry.remove(this.workerId).catch(() => undefined);
  }

  async #beat(): Promise<void> {
    try {
      await this.registry.heartbeat(this.workerId, this.capabilities);
    } catch (error) {
      this.logger.warn({ err: error }, 'The worker could not announce itself; it will try again');
    }
  }
}
