import type { MediaInfo } from '#lib/render-plan';

/** Files remembered, about a kilobyte each; the one not asked for longest is forgotten first. */
const REMEMBERED = 2000;

/** What all workers together know; it never throws, since a look helps as well. */
export interface ProbeShelf {
  find(checksum: string): Promise<MediaInfo | null>;
  keep(checksum: string, info: MediaInfo): Promise<void>;
}

const NO_SHELF: ProbeShelf = { find: async () => null, keep: async () => undefined };

/**
 * What files hold, by the checksum of their bytes: a file is looked at once, be it as an asset or in ten renders, by whichever
 * worker. Looking means starting ffprobe twice in its sandbox; for eight sources that is half a second of two cores.
 */
export class ProbeMemory {
  readonly #known = new Map<string, MediaInfo>();

  constructor(
    private readonly shelf = NO_SHELF,
    private readonly size = REMEMBERED,
  ) {}

  /** What `look` found in the file with this checksum, now or before. A look that fails is not remembered. */
  async of(checksum: string, look: () => Promise<MediaInfo>): Promise<MediaInfo> {
    const info = this.#known.get(checksum) ?? (await this.#fromAll(checksum, look));
    this.#known.delete(checksum);
    this.#known.set(checksum, info);
    const [oldest] = this.#known.keys();
    if (this.#known.size > this.size && oldest !== undefined) this.#known.delete(oldest);
    return info;
  }

  async #fromAll(checksum: string, look: () => Promise<MediaInfo>): Promise<MediaInfo> {
    const shared = await this.shelf.find(checksum);
    if (shared !== null) return shared;
    const info = await look();
    await this.shelf.keep(checksum, info);
    return info;
  }
}
