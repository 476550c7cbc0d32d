import { rm, stat } from 'node:fs/promises';
import { CutroomError } from '#lib/contracts';
import { isFolderUrl } from '#lib/folders';
import type { ContentCache, Fetcher } from '#lib/sources';
import type { FlowMedia } from './description.js';

export type FetchableMedia = FlowMedia & { readonly url: string };

/**
 * Sources by the checksum of their bytes, each fetched once per worker, however many parts ask for it at once. Those in the
 * operator's own folders are only pointed at: they lie where every worker finds them.
 */
export class MediaShelf {
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(
    private readonly cache: ContentCache,
    private readonly fetcher: Fetcher,
  ) {}

  /** A source that is here already. */
  async keep({ url, checksum }: Pick<FetchableMedia, 'url' | 'checksum'>, path: string): Promise<void> {
    if (!isFolderUrl(url)) await this.cache.keep(checksum, path);
  }

  /** Puts the source at `dest`. @throws CutroomError transient where it has become another one since it was planned with */
  async bring(media: FetchableMedia, dest: string, signal: AbortSignal): Promise<void> {
    const before = this.#underWay.get(media.checksum) ?? Promise.resolve();
    const mine = before.then(() => this.#bring(media, dest, signal));
    // Whoever comes next waits for this one, and finds what it left; or tries again itself.
    const settled = mine.catch(() => undefined);
    this.#underWay.set(media.checksum, settled);
    try {
      await mine;
    } finally {
      if (this.#underWay.get(media.checksum) === settled) this.#underWay.delete(media.checksum);
    }
  }

  async #bring(
    { url, checksum, sizeBytes, pointer }: FetchableMedia,
    dest: string,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted();
    if (!isFolderUrl(url) && (await this.cache.give(checksum, dest))) {
      if ((await stat(dest)).size === sizeBytes) return;
      await this.cache.drop(checksum);
      await rm(dest, { force: true });
    }
    const { sha256 } = await this.fetcher.fetchTo(url, dest, { signal });
    if (sha256 !== checksum) {
      throw CutroomError.at('ASSET_NOT_FOUND', pointer, 'The source changed while it was being rendered.', {
        transient: true,
      });
    }
    await this.keep({ url, checksum }, dest).catch(() => undefined);
  }
}
