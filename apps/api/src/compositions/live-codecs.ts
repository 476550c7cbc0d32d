import type { WorkerRegistry } from '#lib/persistence';
import { Cached } from '../cached.js';
import { WORKER_ALIVE_SECONDS } from './live-transitions.js';

const CACHE_MS = 3_000;

/**
 * Codecs that every live worker encodes, so that whichever takes the render can make it. Null where no worker says; one that
 * lacks a codec then fails the render by its name.
 */
export class LiveCodecs {
  readonly #codecs: Cached<ReadonlySet<string> | null>;

  constructor(workers: Pick<WorkerRegistry, 'live'>) {
    this.#codecs = new Cached(CACHE_MS, async () => {
      const live = await workers.live(WORKER_ALIVE_SECONDS);
      const [first, ...others] = live.flatMap(({ capabilities: { codecs } }) => (codecs === undefined ? [] : [codecs]));
      if (first === undefined) return null;
      return new Set(first.filter((codec) => others.every((known) => known.includes(codec))));
    });
  }

  get(): Promise<ReadonlySet<string> | null> {
    return this.#codecs.get();
  }
}
