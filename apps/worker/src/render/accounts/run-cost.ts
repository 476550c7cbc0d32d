/** What one ffmpeg process used. */
export interface ProcessCost {
  readonly cpuSeconds: number;
  readonly maxRssBytes: number;
}

const MIB = 1_048_576;

/** As it travels between workers. */
export interface CostSoFar {
  readonly cpuSeconds: number;
  readonly memoryPeakMb: number;
  readonly processes: number;
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

  /** What others used for the same attempt. */
  addAll({ cpuSeconds, memoryPeakMb, processes }: CostSoFar): void {
    this.#cpuSeconds += cpuSeconds;
    this.#maxRssBytes = Math.max(this.#maxRssBytes, memoryPeakMb * MIB);
    this.#processes += processes;
  }

  get soFar(): CostSoFar {
    return { cpuSeconds: this.cpuSeconds, memoryPeakMb: this.memoryPeakMb, processes: this.processes };
  }

  get cpuSeconds(): number {
    return Math.round(this.#cpuSeconds * 1000) / 1000;
  }

  get memoryPeakMb(): number {
    return Math.ceil(this.#maxRssBytes / MIB);
  }

  get processes(): number {
    return this.#processes;
  }
}
