import type { MediaInfo } from '#lib/render-plan';

/** Files remembered, about a kilobyte each; the one not asked for longest is forgotten first. */
const REMEMBERED = 2000;

/**
 * What files hold, by the checksum of their bytes: a file is looked at once per worker, be it as an asset or in ten
 * renders. Looking means starting ffprobe twice in its sandbox; for eight sources that is half a second of two cores.
 */
export class ProbeMemory {
  readonly #known = new Map<string, MediaInfo>();

  constructor(private readonly size = REMEMBERED) {}

  /** What `look` found in the file with this checksum, now or before. A look that fails is not remembered. */
  async of(checksum: string, look: () => Promise<MediaInfo>): Promise<MediaInfo> {
    const info = this.#known.get(checksum) ?? (await look());
    this.#known.delete(checksum);
    this.#known.set(checksum, info);
    const [oldest] = this.#known.keys();
    if (this.#known.size > this.size && oldest !== undefined) this.#known.delete(oldest);
    return info;
  }
}
