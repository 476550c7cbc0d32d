/** Cuts a stream of text into whole lines. A line beyond `limit` characters is dropped, so that nothing grows without end. */
export class LineSplitter {
  #rest = '';
  readonly #onLine: (line: string) => void;
  readonly #limit: number;

  constructor(onLine: (line: string) => void, limit = 65_536) {
    this.#onLine = onLine;
    this.#limit = limit;
  }

  push(chunk: string): void {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > this.#limit) this.#rest = '';
    for (const line of lines) this.#onLine(line.trimEnd());
  }

  end(): void {
    if (this.#rest !== '') this.#onLine(this.#rest.trimEnd());
    this.#rest = '';
  }
}
