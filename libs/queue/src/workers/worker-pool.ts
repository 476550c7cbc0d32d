import type { Worker } from 'bullmq';
import { settles } from '../deadline.js';
import type { RedisLink } from '../redis/link.js';
import type { RunningJobs } from './running-jobs.js';

/** Milliseconds for the last words to Redis once nothing runs any more. */
const FAREWELL_MS = 2_000;

/** The workers of this process, and the orderly end of them. */
export class WorkerPool {
  readonly #workers: readonly Worker[];
  readonly #running: RunningJobs;
  readonly #link: RedisLink;
  readonly #abortGraceMs: number;
  #draining: Promise<boolean> | undefined;

  constructor(workers: readonly Worker[], running: RunningJobs, link: RedisLink, abortGraceMs: number) {
    this.#workers = workers;
    this.#running = running;
    this.#link = link;
    this.#abortGraceMs = abortGraceMs;
  }

  /** Jobs under way in this process. */
  get running(): number {
    return this.#running.size;
  }

  /** Whether Redis can be reached right now. */
  get connected(): boolean {
    return this.#link.ready;
  }

  /**
   * Takes no more jobs, waits up to `deadlineMs` for those under way, then aborts their signals and waits the grace
   * time for them. Resolves within the two and 2 s, Redis or not: true when every handler ended.
   */
  async drain(deadlineMs: number): Promise<boolean> {
    this.#draining ??= this.#drain(deadlineMs);
    return this.#draining;
  }

  /** Aborts what runs at once; bounded like `drain`. */
  async close(): Promise<void> {
    this.#running.abortAll('drain');
    await this.drain(0);
  }

  async #drain(deadlineMs: number): Promise<boolean> {
    // Each close stops fetching at once and resolves when its jobs are done; with Redis down it never may.
    const closing = Promise.allSettled(this.#workers.map((worker) => worker.close()));
    const finished = this.#finished(closing);
    if (!(await settles(finished, deadlineMs))) {
      this.#running.abortAll('drain');
      await settles(finished, this.#abortGraceMs);
    }
    this.#link.close();
    await settles(closing, FAREWELL_MS);
    return this.#running.size === 0;
  }

  /** Idle alone is not the end: a job fetched in the moment of closing may still start. Hence the farewell time. */
  async #finished(closing: Promise<unknown>): Promise<void> {
    do {
      await this.#running.idle();
    } while (!(await settles(closing, FAREWELL_MS)) && this.#running.size > 0);
  }
}
