import { StopRender } from './reasons.js';

export interface LeaseOptions {
  /** Seconds the lease runs without renewal. */
  readonly leaseSeconds: number;
  /** Extends the lease; false = it is no longer ours. May throw while Postgres is away. */
  readonly renew: () => Promise<boolean>;
  /** When this attempt is overdue, in ms since the epoch. */
  readonly deadlineAt: number;
  readonly onTrouble: (error: unknown) => void;
}

/** A cancel must stop ffmpeg within three seconds, also when Redis cannot carry the message. */
const MAX_BEAT_MS = 2_000;

/**
 * Keeps a claimed composition ours, and tells by its signal when it no longer is: cancelled, taken over by another worker,
 * overdue, or not renewed in time. It keeps its own clock: while Postgres is away a lease is only trusted
 * for as long as it was last granted.
 */
export class Lease {
  readonly #options: LeaseOptions;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #grantedUntil: number;
  #closed = false;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#grantedUntil = Date.now() + options.leaseSeconds * 1000;
    this.#plan();
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Asks at once whether the lease still holds, e.g. after a cancel message. */
  check(): void {
    clearTimeout(this.#timer);
    void this.#beat();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #plan(): void {
    if (this.#closed || this.signal.aborted) return;
    const everyMs = Math.min(MAX_BEAT_MS, (this.#options.leaseSeconds * 1000) / 5);
    this.#timer = setTimeout(() => void this.#beat(), everyMs);
  }

  async #beat(): Promise<void> {
    if (Date.now() >= this.#options.deadlineAt) {
      this.#abort('deadline');
      return;
    }
    const asked = Date.now();
    try {
      if (await this.#options.renew()) this.#grantedUntil = asked + this.#options.leaseSeconds * 1000;
      else this.#abort('lease-lost');
    } catch (error) {
      this.#options.onTrouble(error);
      if (Date.now() >= this.#grantedUntil) this.#abort('lease-lost');
    }
    this.#plan();
  }

  #abort(kind: StopRender['kind']): void {
    if (!this.#closed) this.#stop.abort(new StopRender(kind));
  }
}
