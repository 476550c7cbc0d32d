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
  /** Takes up to `limit` due deliveries and holds them for `holdSeconds`: no other courier gets them meanwhile. */
  claim(limit: number, holdSeconds: number): Promise<readonly DueCallback[]>;
  record(callback: DueCallback, attempt: CallbackAttempt, verdict: CallbackVerdict): Promise<void>;
}

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
  readonly #underWay = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | null = null;

  constructor(options: CourierOptions) {
    this.#options = { everyMs: 1_000, atOnce: 32, next: nextTry, ...options };
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), this.#options.everyMs);
  }

  /** Takes nothing more, and waits for what is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await Promise.all(this.#underWay);
  }

  /** Looks for due deliveries now, unless it is just doing so. */
  look(): void {
    this.#looking ??= this.#take().finally(() => {
      this.#looking = null;
    });
  }

  async #take(): Promise<void> {
    const { port, atOnce, timeoutMs, onTrouble } = this.#options;
    const free = atOnce - this.#underWay.size;
    if (free <= 0) return;
    try {
      for (const callback of await port.claim(free, timeoutMs / 1000 + SPARE_SECONDS)) {
        const delivery = this.#deliver(callback).finally(() => this.#underWay.delete(delivery));
        this.#underWay.add(delivery);
      }
    } catch (error) {
      onTrouble(error);
    }
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
