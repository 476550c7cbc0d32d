import type { JobName } from '#lib/contracts';
import { type AbortKind, JobAbort } from './abort.js';

export interface RunningJob {
  readonly name: JobName;
  readonly id: string;
  readonly signal: AbortSignal;
  readonly end: () => void;
}

/** The jobs under way in this process. One id may be here twice: an aborted run and the one that replaced it. */
export class RunningJobs {
  readonly #running = new Map<RunningJob, AbortController>();
  readonly #waiting = new Set<() => void>();

  get size(): number {
    return this.#running.size;
  }

  start(name: JobName, id: string): RunningJob {
    const controller = new AbortController();
    const job: RunningJob = { name, id, signal: controller.signal, end: () => this.#end(job) };
    this.#running.set(job, controller);
    return job;
  }

  abort(name: JobName, id: string, kind: AbortKind): void {
    this.#abortWhere((job) => job.name === name && job.id === id, kind);
  }

  abortAll(kind: AbortKind): void {
    this.#abortWhere(() => true, kind);
  }

  /** Resolves as soon as nothing runs. */
  async idle(): Promise<void> {
    if (this.size > 0) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  #abortWhere(matches: (job: RunningJob) => boolean, kind: AbortKind): void {
    for (const [job, controller] of this.#running) {
      if (matches(job)) {
        controller.abort(new JobAbort(kind));
      }
    }
  }

  #end(job: RunningJob): void {
    this.#running.delete(job);
    if (this.size === 0) {
      for (const resolve of this.#waiting) {
        resolve();
      }
      this.#waiting.clear();
    }
  }
}
