/** ffmpeg 5 and 6 name the stream in the line itself, ffmpeg 7 in its prefix `[vist#0:0/h264 @ …]`. */
const PACKET_LOST = [
  /\[(?:error|fatal)\] Error while decoding stream #(\d+):\d+/,
  /\[[va]ist#(\d+):\d+\/.*\[(?:error|fatal)\].*Error (?:submitting packet to decoder|decoding)/,
];
const REPEATED = /^\s*Last message repeated (\d+) times/;

/**
 * Counts the packets that could not be decoded, by input. What a decoder grumbles without losing a packet is not counted:
 * it does so over whole files too, where they are entered at a key frame in their middle.
 */
export class DecodeErrors {
  readonly #byInput = new Map<number, number>();
  #last: number | null = null;

  readonly line = (line: string): void => {
    const again = REPEATED.exec(line)?.[1];
    if (again !== undefined) {
      if (this.#last !== null) this.#add(this.#last, Number(again));
      return;
    }
    const input = PACKET_LOST.map((pattern) => pattern.exec(line)?.[1]).find((found) => found !== undefined);
    this.#last = input === undefined ? null : Number(input);
    if (this.#last !== null) this.#add(this.#last, 1);
  };

  /** Damaged packets by the place of their `-i` in argv, counted from 0. */
  get byInput(): ReadonlyMap<number, number> {
    return this.#byInput;
  }

  /** The input with most of them; null where there are none. */
  get worst(): number | null {
    const [first] = [...this.#byInput].sort(([, a], [, b]) => b - a);
    return first?.[0] ?? null;
  }

  #add(input: number, count: number): void {
    this.#byInput.set(input, (this.#byInput.get(input) ?? 0) + count);
  }
}
