import type { Shared } from './model.js';

/**
 * A service that everybody asks, first come first served. What a fleet takes by being there makes each answer take longer: of
 * a server that is half taken, half is left (utilisation law).
 */
export class SharedService {
  readonly #freeAt: number[];
  readonly #seconds: number;

  constructor({ servers, secondsPerJob, idleShare }: Shared, workers: number) {
    this.#freeAt = new Array<number>(servers).fill(0);
    const left = 1 - (idleShare * workers) / servers;
    this.#seconds = left > 0 ? secondsPerJob / left : Number.POSITIVE_INFINITY;
  }

  /** When a request made at `now` is answered. */
  answer(now: number): number {
    let first = 0;
    for (let index = 1; index < this.#freeAt.length; index += 1) {
      if ((this.#freeAt[index] ?? 0) < (this.#freeAt[first] ?? 0)) first = index;
    }
    const end = Math.max(now, this.#freeAt[first] ?? 0) + this.#seconds;
    this.#freeAt[first] = end;
    return end;
  }
}
