const INTEGRATED = /^\s*I:\s+(-?\d+(?:\.\d+)?) LUFS\s*$/;

/** Reads the integrated loudness out of what ebur128 logs when it ends. */
export class LoudnessReader {
  #lufs: number | null = null;

  readonly line = (line: string): void => {
    const found = INTEGRATED.exec(line)?.[1];
    if (found !== undefined) this.#lufs = Number(found);
  };

  /** LUFS, to a tenth; null until ffmpeg has said it. */
  get lufs(): number | null {
    return this.#lufs;
  }
}
