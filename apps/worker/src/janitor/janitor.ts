import type { Logger } from '#lib/observability';
import type {
  CallbackRepository,
  CompositionRepository,
  FlowRepository,
  MediaProbeRepository,
  WorkerRegistry,
} from '#lib/persistence';
import type { ObjectStore } from '#lib/storage';
import { removeResult } from '../render/attempt/remove-result.js';
import type { PartStore } from '../render/parts/part-store.js';
import { signOfLife } from '../workspace/owner.js';
import { removeDeadHomes } from '../workspace/worker-home.js';

export interface JanitorOptions {
  readonly compositions: CompositionRepository;
  readonly callbacks: Pick<CallbackRepository, 'prune'>;
  readonly flows: Pick<FlowRepository, 'prune'>;
  readonly probes: Pick<MediaProbeRepository, 'prune'>;
  readonly workers: WorkerRegistry;
  readonly store: ObjectStore;
  readonly parts: PartStore;
  readonly tmpDir: string;
  /** This process' own place in it, which is in use. */
  readonly home: string;
  /** The operator wants to look at what renders leave behind; it then stays after its worker too. */
  readonly keepTempFiles: boolean;
  readonly resultTtlSeconds: number;
  readonly logger: Logger;
}

const EVERY_MS = 60_000;
const BATCH = 100;
const WORKER_FORGOTTEN_SECONDS = 3_600;
/** A month after its end, nobody asks any more whether a callback was delivered. */
const DELIVERY_LOG_SECONDS = 30 * 86_400;
/** Looking again costs a tenth of a second. */
const PROBE_SECONDS = 30 * 86_400;

/** Removes what has had its time: expired results and segments, workspaces of dead workers, old idempotency keys and delivery logs. */
export class Janitor {
  readonly #options: JanitorOptions;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();

  constructor(options: JanitorOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => this.#kick(), EVERY_MS);
    this.#kick();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
  }

  #kick(): void {
    this.#round = this.#round.then(() => this.sweep());
  }

  /** One round; what fails is logged and left for the next. */
  async sweep(): Promise<void> {
    const { compositions, callbacks, flows, probes, workers, store, parts } = this.#options;
    const { tmpDir, home, keepTempFiles, resultTtlSeconds } = this.#options;
    await signOfLife(home);
    if (!keepTempFiles) await this.#try('remove dead workspaces', () => removeDeadHomes(tmpDir, home));
    await this.#try('expire results', () =>
      compositions.expireResults(resultTtlSeconds, BATCH, async ({ result }) => {
        if (result !== null) await removeResult(store, result);
      }),
    );
    await this.#try('forget flows', () => flows.prune());
    await this.#try('expire segments', () => parts.expire(BATCH));
    await this.#try('forget probes', () => probes.prune(PROBE_SECONDS));
    await this.#try('prune idempotency keys', () => compositions.pruneIdempotencyKeys());
    await this.#try('forget callbacks', () => callbacks.prune(DELIVERY_LOG_SECONDS));
    await this.#try('forget workers', () => workers.prune(WORKER_FORGOTTEN_SECONDS));
  }

  async #try(what: string, work: () => Promise<number>): Promise<void> {
    try {
      const removed = await work();
      if (removed > 0) this.#options.logger.info({ removed }, `Janitor: ${what}`);
    } catch (error) {
      this.#options.logger.warn({ err: error }, `Janitor could not ${what}; it will try again`);
    }
  }
}
