/** Frames done over all segments of a render; each segment counts for as far as it ever came. */
export class FrameCount {
  readonly #bySegment = new Map<number, number>();
  readonly #planned: number;
  readonly #onChange: (done: number) => void;

  constructor(planned: number, onChange: (done: number) => void) {
    this.#planned = planned;
    this.#onChange = onChange;
  }

  /** A segment that is the same as another one costs nothing: its frames count as done from the start. */
  alsoCounts(segment: number, frames: number): void {
    this.#bySegment.set(segment, frames);
  }

  set(segment: number, done: number): void {
    const before = this.#bySegment.get(segment) ?? 0;
    if (done <= before) return;
    this.#bySegment.set(segment, done);
    let total = 0;
    for (const frames of this.#bySegment.values()) total += frames;
    this.#onChange(Math.min(total, this.#planned));
  }
}
