interface Window {
  hits: number;
  readonly endsAt: number;
}

export interface Hit {
  /** In this window, this one included. */
  readonly hits: number;
  /** Until the window ends, > 0, whole. */
  readonly secondsLeft: number;
}

const MINUTE_MS = 60_000;

/**
 * Fixed windows of a minute: one number for each client, whatever it sends. Counts are of this instance; behind n instances
 * a client has up to n times as much.
 */
export class RateWindows {
  readonly #windows = new Map<string, Window>();
  #sweepAt = 0;

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Clients remembered. */
  get size(): number {
    return this.#windows.size;
  }

  hit(client: string): Hit {
    const now = this.clock();
    this.#sweep(now);
    const known = this.#windows.get(client);
    const window = known !== undefined && known.endsAt > now ? known : { hits: 0, endsAt: now + MINUTE_MS };
    if (window !== known) this.#windows.set(client, window);
    window.hits += 1;
    return { hits: window.hits, secondsLeft: Math.ceil((window.endsAt - now) / 1000) };
  }

  #sweep(now: number): void {
    if (now < this.#sweepAt) return;
    this.#sweepAt = now + MINUTE_MS;
    for (const [client, window] of this.#windows) {
      if (window.endsAt <= now) this.#windows.delete(client);
    }
  }
}
