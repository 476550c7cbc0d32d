import { setTimeout as wait } from 'node:timers/promises';
import { within } from './deadline.js';
import { redisNames } from './names.js';
import { RedisLink } from './redis/link.js';
import type { RedisSettings } from './redis/settings.js';

/** Seconds an answer lies there; whoever asked is gone long before. */
const KEPT_SECONDS = 60;
const POLL_MS = 50;
const PUT_MS = 2_000;

/** Hands answers of jobs back to whoever asked, through Redis and for a moment only. Without Redis there is no answer. */
export class AnswerBox {
  readonly #link: RedisLink;
  readonly #keyOf: (questionId: string) => string;

  constructor(settings: RedisSettings) {
    this.#link = new RedisLink(settings, 'command');
    this.#keyOf = redisNames(settings.prefix).answer;
  }

  /** Whether it was put there. Never throws; at most two seconds. */
  async put(questionId: string, answer: object): Promise<boolean> {
    if (!(await this.#link.whenReady(PUT_MS))) return false;
    const putting = this.#link.client.set(this.#keyOf(questionId), JSON.stringify(answer), 'EX', KEPT_SECONDS);
    return within(putting, PUT_MS).then(
      () => true,
      () => false,
    );
  }

  /** The answer, as it was put; null where none came within `patienceMs`, or Redis went away. Never throws. */
  async take(questionId: string, patienceMs: number, signal: AbortSignal): Promise<unknown> {
    const endsAt = performance.now() + patienceMs;
    while (performance.now() < endsAt && !signal.aborted) {
      if (!(await this.#link.whenReady(endsAt - performance.now()))) return null;
      const found = await this.#link.client.getdel(this.#keyOf(questionId)).catch(() => null);
      if (found !== null) return JSON.parse(found) as unknown;
      await wait(POLL_MS);
    }
    return null;
  }

  close(): void {
    this.#link.close();
  }
}
