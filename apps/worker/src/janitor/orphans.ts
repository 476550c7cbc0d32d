import type { Logger } from '#lib/observability';
import type { OrphanRepository, OwnedObject } from '#lib/persistence';
import { type ObjectStore, OWNED_PREFIXES, ownerOfKey } from '#lib/storage';

/** Seconds. Longer than any render, any upload URL and any outage that somebody is still to recover from. */
export const ORPHAN_AGE = 86_400;

export interface OrphanSweeperOptions {
  readonly orphans: OrphanRepository;
  readonly store: ObjectStore;
  readonly bucket: string;
  readonly logger: Logger;
  /** Seconds an object must be old. Default `ORPHAN_AGE`. */
  readonly ageSeconds?: number;
}

const EVERY_MS = 3_600_000;
const BATCH = 200;
const MOST_PER_ROUND = 2_000;

/**
 * Removes objects that nobody will ever ask for: of workers killed between upload and commit, and uploads that were never
 * finalized. Objects whose names are not ours are left alone.
 */
export class OrphanSweeper {
  readonly #options: OrphanSweeperOptions;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(options: OrphanSweeperOptions) {
    this.#options = options;
  }

  /** First at a random time within the hour: a fleet that starts together does not sweep together. */
  start(): void {
    this.#wait(Math.random() * EVERY_MS);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  /** One round. @returns objects removed; null where another worker sweeps at the moment. */
  sweep(): Promise<number | null> {
    const { orphans, ageSeconds = ORPHAN_AGE } = this.#options;
    return orphans.alone(async () => {
      await orphans.forgetPending(ageSeconds, MOST_PER_ROUND);
      let removed = 0;
      for (const kind of OWNED_PREFIXES) {
        for await (const batch of this.#oldObjects(kind)) {
          removed += await this.#removeOrphans(kind, batch);
          if (this.#stopped || removed >= MOST_PER_ROUND) return removed;
        }
      }
      return removed;
    });
  }

  #wait(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#round = this.#safely().finally(() => {
        if (!this.#stopped) this.#wait(EVERY_MS);
      });
    }, ms);
  }

  async #safely(): Promise<void> {
    try {
      const removed = await this.sweep();
      if (removed !== null && removed > 0) this.#options.logger.info({ removed }, 'Janitor: remove orphaned objects');
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'Janitor could not remove orphaned objects; it will try again');
    }
  }

  async *#oldObjects(kind: (typeof OWNED_PREFIXES)[number]): AsyncGenerator<readonly OwnedObject[]> {
    const { store, bucket, ageSeconds = ORPHAN_AGE } = this.#options;
    const before = Date.now() - ageSeconds * 1000;
    let batch: OwnedObject[] = [];
    for await (const { key, modifiedAt } of store.list(bucket, `${kind}/`)) {
      const id = ownerOfKey(key);
      if (id === null || modifiedAt.getTime() >= before) continue;
      batch.push({ key, id });
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  async #removeOrphans(kind: (typeof OWNED_PREFIXES)[number], objects: readonly OwnedObject[]): Promise<number> {
    const { orphans, store, bucket } = this.#options;
    const keys = await orphans.unreferenced(kind, objects);
    for (const key of keys) await store.remove({ bucket, key });
    return keys.length;
  }
}
