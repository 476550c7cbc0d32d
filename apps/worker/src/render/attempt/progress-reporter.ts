import type { CompositionEvent, Progress, Stage } from '#lib/contracts';
import { ProgressThrottle } from '#lib/queue';

export interface ProgressReporterOptions {
  readonly compositionId: string;
  readonly attempt: number;
  /** What clients saw last; an attempt that starts over never falls behind it. */
  readonly floor: Progress;
  readonly emit: (event: CompositionEvent) => void;
  /** Writes progress where it outlives Redis. Its failures are the lease's business, not progress's. */
  readonly save: (progress: Progress) => Promise<unknown>;
  /** Milliseconds between two saves, ≥ 0. */
  readonly saveEveryMs: number;
}

/** Says how far a render is: at once to whoever listens, now and then to Postgres. */
export class ProgressReporter {
  readonly #options: ProgressReporterOptions;
  readonly #throttle: ProgressThrottle;
  #lastSave = 0;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(options: ProgressReporterOptions) {
    this.#options = options;
    this.#throttle = new ProgressThrottle({
      compositionId: options.compositionId,
      attempt: options.attempt,
      floor: options.floor.percentage,
      emit: options.emit,
    });
  }

  start(): void {
    this.#throttle.status('processing');
  }

  /** `fraction` of the stage is done, 0–1. */
  report(stage: Stage, fraction: number, message: string): void {
    this.#throttle.report(stage, fraction, message);
    const now = Date.now();
    if (now - this.#lastSave < this.#options.saveEveryMs) return;
    this.#lastSave = now;
    const current = this.#throttle.current;
    this.#saving = this.#saving.then(() => this.#options.save(current)).catch(() => undefined);
  }

  get current(): Progress {
    return this.#throttle.current;
  }

  /** The result is committed, or will never be: nothing more is said in this attempt's name. */
  end(): void {
    this.#throttle.discard();
  }
}
