/** Keeps the last `limit` characters: an ffmpeg that complains about every frame must not fill the memory of the worker. */
export class TextTail {
  #text = '';
  readonly #limit: number;

  constructor(limit = 16_384) {
    this.#limit = limit;
  }

  push(chunk: string): void {
    this.#text = (this.#text + chunk).slice(-this.#limit);
  }

  get text(): string {
    return this.#text;
  }
}
