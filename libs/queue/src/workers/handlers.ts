import type { JobName, JobPayloads } from '#lib/contracts';

/** A job as its handler sees it: a reference, never the truth. */
export interface QueuedJob<N extends JobName> {
  readonly id: string;
  readonly name: N;
  readonly data: JobPayloads[N];
  /** Throwing now would fail the job for good. */
  readonly lastTry: boolean;
}

/**
 * Resolves when the job is dealt with, for better or worse: domain failures are written to Postgres, not thrown. Throws
 * `HandBack` where another worker, or this one later, shall have the job, and anything else where it shall be tried again.
 * Must end soon after `signal` aborts; `abortKind(signal)` tells why.
 */
export type JobHandler<N extends JobName> = (job: QueuedJob<N>, token: string, signal: AbortSignal) => Promise<void>;

export type JobHandlers = { readonly [N in JobName]: JobHandler<N> };
