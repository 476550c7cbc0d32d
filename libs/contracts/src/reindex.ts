/** Asks a worker to look at every video of the sources folder. Lost with Redis, and then it is asked again. */
export interface ReindexQuestion {
  readonly reindexId: string;
  /** Milliseconds since 1970; nobody waits for the answer after it, so nobody begins. */
  readonly until: number;
}

/** What it found; the index itself is in Postgres by then. */
export interface ReindexAnswer {
  readonly count: number;
  /** Files that are no video one can cut from, and why. */
  readonly unreadable: readonly { readonly filename: string; readonly error: string }[];
}
