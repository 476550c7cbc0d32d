import type { DataSource } from 'typeorm';
import type { JobName, JobPayloads, Priority } from '#lib/contracts';
import { query } from '../query.js';

/** A promised job: name and payload belong together. */
export type OutboxJob = {
  readonly [Name in JobName]: {
    readonly id: string;
    readonly jobName: Name;
    readonly jobId: string;
    readonly payload: JobPayloads[Name];
    readonly priority: Priority;
  };
}[JobName];

export interface DrainResult {
  readonly delivered: number;
  /** True where a handler threw: its row stays, and the rest of the batch waits for the next drain. */
  readonly failed: boolean;
}

/** Seconds a row that could not be delivered waits, so that one poisoned row never blocks those behind it. */
const RETRY_SECONDS = 1;

export class OutboxRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Hands up to `limit` due jobs to `handler`, oldest first, and deletes each that it took. Relays may drain side by side:
   * rows one of them holds are skipped by the others. A relay that dies midway leaves its rows; since job ids are
   * deterministic, delivering them again does no harm. `handler` must end by itself within seconds.
   */
  drain(limit: number, handler: (job: OutboxJob) => Promise<void>): Promise<DrainResult> {
    return this.dataSource.transaction(async (manager) => {
      const { rows } = await query<OutboxJob>(
        manager,
        `SELECT id, job_name AS "jobName", job_id AS "jobId", payload, priority FROM outbox
         WHERE available_at <= now() ORDER BY available_at, id LIMIT $1 FOR UPDATE SKIP LOCKED`,
        [limit],
      );
      const delivered: string[] = [];
      const undelivered = await firstFailure(rows, handler, delivered);
      await query(manager, 'DELETE FROM outbox WHERE id = ANY($1::bigint[])', [delivered]);
      if (undelivered !== undefined) {
        await query(
          manager,
          'UPDATE outbox SET available_at = clock_timestamp() + make_interval(secs => $2) WHERE id = $1',
          [undelivered.id, RETRY_SECONDS],
        );
      }
      return { delivered: delivered.length, failed: undelivered !== undefined };
    });
  }

  /** Jobs promised and not delivered yet, also those due later. */
  async count(): Promise<number> {
    const { rows } = await query<{ count: number }>(
      this.dataSource.manager,
      'SELECT count(*)::int AS count FROM outbox',
    );
    return rows[0]?.count ?? 0;
  }
}

async function firstFailure(
  jobs: readonly OutboxJob[],
  handler: (job: OutboxJob) => Promise<void>,
  delivered: string[],
): Promise<OutboxJob | undefined> {
  for (const job of jobs) {
    try {
      await handler(job);
    } catch {
      // The handler logs its own faults; here it only matters that the promise stands.
      return job;
    }
    delivered.push(job.id);
  }
  return undefined;
}
