/** One composition to make. All times in seconds of one slot. */
export interface Work {
  readonly arrival: number;
  /** Fetch, probe, text, plan: one job. */
  readonly before: number;
  /** Sound first, then the segments in their order: one job each. */
  readonly parts: readonly number[];
  /** Bringing the parts together, verifying, storing: one job. */
  readonly after: number;
  /** Seconds a worker takes to bring the sources when it first works on this composition. */
  readonly fetch: number;
}

/** What every job takes of something that all workers share. */
export interface Shared {
  readonly name: string;
  /** Requests it serves side by side. */
  readonly servers: number;
  /** Seconds of service that one job asks for. */
  readonly secondsPerJob: number;
  /** Share of one server that a worker takes by being there, whether it works or not. */
  readonly idleShare: number;
}

export interface Fleet {
  readonly workers: number;
  /** Jobs one worker runs at a time: its cores. */
  readonly slots: number;
  /** Seconds from a job's being ready to its start on a free slot. */
  readonly dispatch: number;
  readonly shared: readonly Shared[];
}

export interface Outcome {
  /** Seconds from the first arrival to the last end. */
  readonly makespan: number;
  /** Seconds from arrival to end, in the order of the work. */
  readonly latencies: readonly number[];
  /** Share of all slots that worked, 0–1. */
  readonly busy: number;
}
