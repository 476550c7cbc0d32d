/** What one ffmpeg process used. */
export interface ProcessCost {
  readonly cpuSeconds: number;
  readonly maxRssBytes: number;
}

/** The cost of an attempt: CPU seconds add up, of memory the largest process counts. */
export class RunCost {
  #cpuSeconds = 0;
  #maxRssBytes = 0;
  #processes = 0;

  add(cost: ProcessCost): void {
    this.#cpuSeconds += cost.cpuSeconds;
    this.#maxRssBytes = Math.max(this.#maxRssBytes, cost.maxRssBytes);
    this.#processes += 1;
  }

  get cpuSeconds(): number {
    return Math.round(this.#cpuSeconds * 1000) / 1000;
  }

  get memoryPeakMb(): number {
    return Math.ceil(this.#maxRssBytes / 1_048_576);
  }

  get processes(): number {
    return this.#processes;
  }
}
