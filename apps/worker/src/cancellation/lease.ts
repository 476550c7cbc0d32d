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
  #asking = 0;
  #deadlineAt: number;
  #closed = false;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#grantedUntil = Date.now() + options.leaseSeconds * 1000;
    this.#deadlineAt = options.deadlineAt;
    this.#plan();
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Asks at once whether the lease still holds, e.g. after a cancel message. */
  check(): void {
    void this.#renew();
  }

  /** Makes it overdue so many seconds later. */
  extend(seconds: number): void {
    this.#deadlineAt += seconds * 1000;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #plan(): void {
    if (this.#closed || this.signal.aborted) return;
    const everyMs = Math.min(MAX_BEAT_MS, (this.#options.leaseSeconds * 1000) / 5);
    this.#timer = setTimeout(() => this.#beat(), everyMs);
  }

  /** Looks at the clock whether or not an answer has come: a Postgres that is silent must not keep a lease alive. */
  #beat(): void {
    if (Date.now() >= this.#deadlineAt) this.#abort('deadline');
    else if (this.#asking === 0) void this.#renew();
    else if (this.#expired) this.#abort('lease-lost');
    this.#plan();
  }

  async #renew(): Promise<void> {
    if (this.#closed || this.signal.aborted) return;
    const asked = Date.now();
    this.#asking += 1;
    try {
      if (await this.#options.renew()) this.#grantedUntil = asked + this.#options.leaseSeconds * 1000;
      else this.#abort('lease-lost');
    } catch (error) {
      this.#options.onTrouble(error);
      if (this.#expired) this.#abort('lease-lost');
    } finally {
      this.#asking -= 1;
    }
  }

  get #expired(): boolean {
    return Date.now() >= this.#grantedUntil;
  }

  #abort(kind: StopRender['kind']): void {
    if (!this.#closed) this.#stop.abort(new StopRender(kind));
  }
}
