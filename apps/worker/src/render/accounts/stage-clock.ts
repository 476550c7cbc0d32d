import { performance } from 'node:perf_hooks';

/** Seconds of wall time by stage; stages that run side by side each count their own. */
export class StageClock {
  readonly #seconds: Map<string, number>;
  readonly #started: number;

  /** Goes on from what others spent on the same attempt, in stages and in all. */
  constructor(seconds: Readonly<Record<string, number>> = {}, totalSeconds = 0) {
    this.#seconds = new Map(Object.entries(seconds));
    this.#started = performance.now() - totalSeconds * 1000;
  }

  async time<T>(stage: string, work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    try {
      return await work();
    } finally {
      const spent = (performance.now() - begun) / 1000;
      this.#seconds.set(stage, (this.#seconds.get(stage) ?? 0) + spent);
    }
  }

  get total(): number {
    return (performance.now() - this.#started) / 1000;
  }

  get seconds(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#seconds].map(([stage, spent]) => [stage, Math.round(spent * 1000) / 1000]));
  }
}
