/**
 * At most `size` pieces of work at once, first come first served. All renders of a worker share one set for their
 * encoders, so that a second render fills the cores the first leaves idle instead of crowding them.
 */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /** @param size ≥ 1 */
  constructor(size: number) {
    this.#free = size;
  }

  /** Work that is no longer wanted when its turn comes is not begun: throws the signal's reason. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#take();
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      this.#give();
    }
  }

  async #take(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #give(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
