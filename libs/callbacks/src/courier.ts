import type { CallbackAttempt, CallbackVerdict } from '#lib/contracts';
import { nextTry } from './schedule.js';
import type { CallbackSender, Sent } from './send.js';
import { verdictOf } from './verdict.js';

/** A delivery that nobody else sends until its hold is over. */
export interface DueCallback extends Sent {
  /** With the one that is to be made now. */
  readonly tries: number;
}

/** What the courier needs of the database, which knows what is due and remembers what became of it. */
export interface CallbackPort {
  /**
   * Takes up to `limit` due deliveries and holds them for `holdSeconds`: no other courier gets them meanwhile. Of one endpoint
   * (`endpointOf`) no more than `share.most`, with those that `share.underWay` counts.
   */
  claim(limit: number, holdSeconds: number, share: EndpointShare): Promise<readonly DueCallback[]>;
  record(callback: DueCallback, attempt: CallbackAttempt, verdict: CallbackVerdict): Promise<void>;
}

export interface EndpointShare {
  readonly most: number;
  readonly underWay: Readonly<Record<string, number>>;
}

/** What a receiver is known by: the scheme, host and port of its URL. */
export const endpointOf = (url: string): string => /^[a-z]+:\/\/[^/?#]+/i.exec(url)?.[0] ?? url;

export interface CourierOptions {
  readonly port: CallbackPort;
  readonly send: CallbackSender;
  /** Longest that `send` may take, in milliseconds; a delivery is held for longer than that. */
  readonly timeoutMs: number;
  readonly onTrouble: (error: unknown) => void;
  /** Milliseconds between two looks. Default 1000. */
  readonly everyMs?: number;
  /** Deliveries under way at a time. Default 32. */
  readonly atOnce?: number;
  /** Of those to one endpoint, so that a slow one does not hold up the others. Default 4. */
  readonly atOnceEach?: number;
  /** For tests; default: the schedule of schedule.ts. */
  readonly next?: typeof nextTry;
}

/** Seconds that a delivery stays held beyond its time, for writing down what became of it. */
const SPARE_SECONDS = 30;

/**
 * Delivers what is due, in as many processes as there are. A courier that dies leaves its deliveries held, and they are due
 * again when their hold ends: at least once, with the same `webhook-id`.
 */
export class Courier {
  readonly #options: Required<CourierOptions>;
  readonly #underWay = new Map<Promise<void>, string>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | null = null;

  constructor(options: CourierOptions) {
    this.#options = { everyMs: 1_000, atOnce: 32, atOnceEach: 4, next: nextTry, ...options };
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), this.#options.everyMs);
  }

  /** Takes nothing more, and waits for what is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await Promise.all(this.#underWay.keys());
  }

  /** Looks for due deliveries now, unless it is just doing so. */
  look(): void {
    this.#looking ??= this.#take().finally(() => {
      this.#looking = null;
    });
  }

  async #take(): Promise<void> {
    const { port, atOnce, atOnceEach, timeoutMs, onTrouble } = this.#options;
    const free = atOnce - this.#underWay.size;
    if (free <= 0) return;
    try {
      const share = { most: atOnceEach, underWay: this.#byEndpoint() };
      for (const callback of await port.claim(free, timeoutMs / 1000 + SPARE_SECONDS, share)) {
        const delivery = this.#deliver(callback).finally(() => this.#underWay.delete(delivery));
        this.#underWay.set(delivery, endpointOf(callback.url));
      }
    } catch (error) {
      onTrouble(error);
    }
  }

  #byEndpoint(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const endpoint of this.#underWay.values()) counts[endpoint] = (counts[endpoint] ?? 0) + 1;
    return counts;
  }

  async #deliver(callback: DueCallback): Promise<void> {
    const { port, send, next, onTrouble } = this.#options;
    try {
      const attempt = await send(callback);
      await port.record(callback, attempt, verdictOf(attempt, callback.tries, next));
    } catch (error) {
      onTrouble(error);
    }
  }
}
