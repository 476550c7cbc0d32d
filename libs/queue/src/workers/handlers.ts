import type { JobName, JobPayloads } from '#lib/contracts';

/** A job as its handler sees it: a reference, never the truth. */
export interface QueuedJob<N extends JobName> {
  readonly id: string;
  readonly name: N;
  readonly data: JobPayloads[N];
}

/**
 * Resolves when the job is dealt with, for better or worse: domain failures are written to Postgres, not thrown.
 * Must end soon after `signal` aborts; `abortKind(signal)` tells why.
 */
export type JobHandler<N extends JobName> = (job: QueuedJob<N>, token: string, signal: AbortSignal) => Promise<void>;

export type JobHandlers = { readonly [N in JobName]: JobHandler<N> };
