import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { CutroomError } from '#lib/contracts';
import type { PartIdentity } from '#lib/ffmpeg';
import type { Logger } from '#lib/observability';
import type { Part, PartRepository } from '#lib/persistence';
import type { ContentCache } from '#lib/sources';
import { type ObjectStore, partObjectKey } from '#lib/storage';

export interface PartStoreOptions {
  readonly parts: PartRepository;
  readonly store: ObjectStore;
  readonly bucket: string;
  /** This machine's own copies. */
  readonly cache: ContentCache;
  /** Seconds a part is kept after its last use; 0: none is kept or used again. */
  readonly ttlSeconds: number;
  readonly logger: Logger;
}

/** Encoded parts by what they are made of: in the local cache, in the object store, and known to Postgres. */
export class PartStore {
  readonly #options: PartStoreOptions;

  constructor(options: PartStoreOptions) {
    this.#options = options;
  }

  /** Whether a part that is made outlives its render: only then can it be handed over. */
  get keepsParts(): boolean {
    return this.#options.ttlSeconds > 0;
  }

  /** Which of `keys` exist; they will not expire while a render that asked for them can still run. */
  async find(keys: readonly string[]): Promise<ReadonlyMap<string, Part>> {
    if (!this.keepsParts) return new Map();
    const found = await this.#options.parts.find(keys);
    return new Map(found.map((part) => [part.key, part]));
  }

  /** Which of `keys` exist now; a look that keeps none of them alive. */
  async existing(keys: readonly string[]): Promise<ReadonlySet<string>> {
    return this.#options.ttlSeconds === 0 ? new Set() : this.#options.parts.existing(keys);
  }

  /**
   * Brings a part to `dest`. False where it is lost or its bytes are not what they were: it is then forgotten everywhere,
   * and the caller makes it again. Throws what the store throws while it cannot be reached.
   */
  async fetch(part: Part, dest: string, signal: AbortSignal): Promise<boolean> {
    const { cache, logger } = this.#options;
    if ((await cache.give(part.key, dest)) && (await isIntact(dest, part))) return true;
    await cache.drop(part.key);
    await rm(dest, { force: true });
    if ((await this.#download(part, dest, signal)) && (await isIntact(dest, part))) {
      await this.#cache(part.key, dest);
      return true;
    }
    logger.warn({ part: part.key }, 'A stored part is lost or damaged; it will be made again');
    await rm(dest, { force: true });
    await this.#forget(part);
    return false;
  }

  /** Stores a part that was just made. Where another render stored the same one first, that one stays. */
  async keep(key: string, path: string, signal: AbortSignal): Promise<void> {
    const { parts, store, bucket, ttlSeconds } = this.#options;
    if (ttlSeconds === 0) return;
    const ref = { bucket, key: partObjectKey(key, randomUUID()) };
    const { size } = await stat(path);
    const [sha256] = await Promise.all([
      sha256Of(path),
      store.putFile(ref, path, { contentType: 'video/mp4', signal }),
      this.#cache(key, path),
    ]);
    let needed = false;
    try {
      needed = await parts.add({ key, bucket, objectKey: ref.key, sha256, sizeBytes: size });
    } finally {
      // Also where Postgres could not be told: nobody would ever find it.
      if (!needed) await store.remove(ref);
    }
  }

  /** Forgets parts everywhere: their bytes are as they were stored, and yet are not to be trusted. */
  async forget(keys: readonly string[]): Promise<void> {
    for (const part of await this.#options.parts.find(keys)) await this.#forget(part);
    for (const key of keys) await this.#options.cache.drop(key);
  }

  /** A cache that cannot be written to costs time and no part. */
  async #cache(key: string, path: string): Promise<void> {
    const { cache, logger } = this.#options;
    await cache.keep(key, path).catch((err: unknown) => logger.warn({ err }, 'A part could not be cached'));
  }

  async #forget(part: Part): Promise<void> {
    const { parts, store } = this.#options;
    await parts.forget(part);
    await store.remove({ bucket: part.bucket, key: part.objectKey });
  }

  /** Removes up to `limit` parts that nobody used for their time. @returns how many. */
  async expire(limit: number): Promise<number> {
    const { parts, store, ttlSeconds } = this.#options;
    const expired = await parts.expire(ttlSeconds, limit);
    for (const { bucket, objectKey } of expired) await store.remove({ bucket, key: objectKey });
    return expired.length;
  }

  async #download({ bucket, objectKey }: Part, dest: string, signal: AbortSignal): Promise<boolean> {
    try {
      const { body } = await this.#options.store.get({ bucket, key: objectKey }, { signal });
      await pipeline(body, createWriteStream(dest), { signal });
      return true;
    } catch (error) {
      // Gone, or damaged in the store's own eyes: both are cured by making it again, and by nothing else.
      if (error instanceof CutroomError && !error.transient) return false;
      throw error;
    }
  }
}

/** The name of a part: a hash of all that its bytes depend on. */
export const partKey = (identity: PartIdentity): string =>
  createHash('sha256').update(JSON.stringify(identity)).digest('hex');

const isIntact = async (path: string, { sha256, sizeBytes }: Part): Promise<boolean> =>
  (await stat(path)).size === sizeBytes && (await sha256Of(path)) === sha256;

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
