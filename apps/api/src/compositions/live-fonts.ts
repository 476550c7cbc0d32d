import type { WorkerRegistry } from '#lib/persistence';
import { Cached } from '../cached.js';
import { WORKER_ALIVE_SECONDS } from './live-transitions.js';

const CACHE_MS = 3_000;

/**
 * Font families that every live worker has, so that whichever takes the render draws with the font that was asked for. Null
 * where no worker says; a worker that lacks a font then fails the render by its name.
 */
export class LiveFonts {
  readonly #families: Cached<ReadonlySet<string> | null>;

  constructor(workers: Pick<WorkerRegistry, 'live'>) {
    this.#families = new Cached(CACHE_MS, async () => {
      const lists = (await workers.live(WORKER_ALIVE_SECONDS)).map(({ capabilities }) => capabilities.fonts ?? []);
      const [first, ...others] = lists.filter((list) => list.length > 0).map((list) => new Set(list));
      if (first === undefined) return null;
      return new Set([...first].filter((family) => others.every((known) => known.has(family))));
    });
  }

  get(): Promise<ReadonlySet<string> | null> {
    return this.#families.get();
  }
}
