/** Which workers have a slot to spare. Idle workers take turns, as they do at a blocking pop. */
export class FreeSlots {
  readonly #slots: number[];
  readonly #workers: Set<number>;

  constructor(workers: number, slots: number) {
    this.#slots = new Array<number>(workers).fill(slots);
    this.#workers = new Set(this.#slots.keys());
  }

  get any(): boolean {
    return this.#workers.size > 0;
  }

  /** A slot of the worker that waits longest. @throws RangeError where there is none */
  take(): number {
    const [worker] = this.#workers;
    if (worker === undefined) throw new RangeError('No worker has a slot to spare.');
    const slots = (this.#slots[worker] ?? 0) - 1;
    this.#slots[worker] = slots;
    this.#workers.delete(worker);
    if (slots > 0) this.#workers.add(worker);
    return worker;
  }

  give(worker: number): void {
    this.#slots[worker] = (this.#slots[worker] ?? 0) + 1;
    this.#workers.add(worker);
  }
}
