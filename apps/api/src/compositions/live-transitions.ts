import { XFADE_TRANSITIONS } from '#lib/composition-request';
import type { WorkerRegistry } from '#lib/persistence';
import { Cached } from '../cached.js';

/** Workers sign in every few seconds; one not heard of for this long is gone. */
export const WORKER_ALIVE_SECONDS = 30;
const CACHE_MS = 3_000;

/**
 * xfade names that every live worker has: whichever takes the render can make it. Where no worker is up, no one knows
 * which ffmpeg it will be, so every name there is passes; a worker that lacks it will then fail the render by that name.
 */
export class LiveTransitions {
  readonly #names: Cached<ReadonlySet<string>>;

  constructor(workers: Pick<WorkerRegistry, 'live'>) {
    this.#names = new Cached(CACHE_MS, async () => {
      const sets = (await workers.live(WORKER_ALIVE_SECONDS)).map((worker) => new Set(worker.capabilities.transitions));
      return new Set(XFADE_TRANSITIONS.filter((name) => sets.every((known) => known.has(name))));
    });
  }

  get(): Promise<ReadonlySet<string>> {
    return this.#names.get();
  }
}
