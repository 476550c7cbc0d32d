/** Runs `round` again and again: `waitMs()` after each end, or at once after `kick`. One round at a time. */
export class Loop {
  readonly #round: () => Promise<void>;
  readonly #waitMs: () => number;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = true;

  /** `round` must not throw; it deals with its own failures. */
  constructor(round: () => Promise<void>, waitMs: () => number) {
    this.#round = round;
    this.#waitMs = waitMs;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  start(): void {
    if (this.#stopped) {
      this.#stopped = false;
      this.#schedule();
    }
  }

  kick(): void {
    if (this.#stopped) {
      return;
    }
    if (this.#running === undefined) {
      this.#begin();
    } else {
      this.#again = true;
    }
  }

  /** Resolves when the round under way, if any, has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(): void {
    this.#timer = setTimeout(() => this.#begin(), this.#waitMs());
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#again = false;
    this.#running = this.#round().finally(() => {
      this.#running = undefined;
      if (this.#stopped) {
        return;
      }
      if (this.#again) {
        this.#begin();
      } else {
        this.#schedule();
      }
    });
  }
}
