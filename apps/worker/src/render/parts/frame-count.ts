/** Frames of the output done over all parts of a render; each part counts for as far as it ever came. */
export class FrameCount {
  readonly #byPart = new Map<number, number>();
  readonly #planned: number;
  readonly #onChange: (done: number) => void;

  constructor(planned: number, onChange: (done: number) => void) {
    this.#planned = planned;
    this.#onChange = onChange;
  }

  set(part: number, done: number): void {
    const before = this.#byPart.get(part) ?? 0;
    if (done <= before) return;
    this.#byPart.set(part, done);
    let total = 0;
    for (const frames of this.#byPart.values()) total += frames;
    this.#onChange(Math.min(total, this.#planned));
  }
}
