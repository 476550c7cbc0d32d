import type { JobName, JobPayloads, Priority } from '#lib/contracts';

/** A row of the outbox, as far as the relay reads it. */
export interface OutboxEntry {
  readonly jobName: JobName;
  /** Deterministic, e.g. `render.<composition_id>.<attempt>`; adding the same id twice adds one job. No colon (BullMQ). */
  readonly jobId: string;
  readonly payload: JobPayloads[JobName];
  readonly priority: Priority;
}

export interface DrainResult {
  readonly delivered: number;
  /** A handler threw: its row and those behind it stay. */
  readonly failed: boolean;
}

export interface OutboxPort {
  /**
   * Locks up to `limit` due rows (skipping those another relay holds), hands them to `handler` oldest first and
   * deletes each one whose handler resolved. A handler that throws ends the round; `drain` itself does not throw for it.
   */
  drain(limit: number, handler: (entry: OutboxEntry) => Promise<void>): Promise<DrainResult>;
}

/** `true`: the job is in the queue; `false`: it is not; `unknown`: Redis could not be asked. */
export type JobPresence = boolean | 'unknown';

export interface ReconcilerPort {
  /**
   * Gives an outbox row to every composition nobody works on: queued for a while without an outbox row and without a
   * job (`presence` is `false`; leave it alone on `unknown`), or processing with an expired lease. Resolves to how many.
   */
  requeueStranded(presence: (name: JobName, jobId: string) => Promise<JobPresence>): Promise<number>;
  /** Fails what is past its deadline or waited too long, with a reason. Needs no Redis. Resolves to how many. */
  failOverdue(): Promise<number>;
}
