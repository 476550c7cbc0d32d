import { setMaxListeners } from 'node:events';

/**
 * At most `size` pieces of work at once, first come first served. All renders of a worker share one set for their
 * encoders, so that a second render fills the cores the first leaves idle instead of crowding them.
 */
export class Slots {
  #free: number;
  /** In the order of their coming. */
  readonly #waiting = new Set<() => void>();

  /** @param size ≥ 1 */
  constructor(size: number) {
    this.#free = size;
  }

  /** Work that is no longer wanted is not begun, nor waited for: throws the signal's reason, at once. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#take(signal);
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      this.#give();
    }
  }

  async #take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const begin = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      // Whoever left is handed no slot: it would be given back only after others had waited for nothing.
      const leave = (): void => {
        this.#waiting.delete(begin);
        reject(signal.reason);
      };
      // All clips of a render wait with its one signal; Node takes more than ten for a leak.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.add(begin);
    });
  }

  #give(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
