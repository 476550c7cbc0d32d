import type { DataSource, EntityManager } from 'typeorm';
import { enqueueRendersOf, renderJobId } from '../outbox/enqueue.js';
import { query } from '../query.js';
import { NEVER_STARTED, OVERDUE } from './faults.js';
import type { Ended } from './types.js';

export interface RequeueOptions {
  /** Compositions looked at, the longest waiting first. Default 500. */
  readonly limit?: number;
  /** Which of these job ids the queue still has; those need no new promise. Default: none. */
  readonly enqueued?: (jobIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

interface Stranded {
  readonly compositionId: string;
  readonly attempt: number;
}

/**
 * Stranded: could be claimed since at least `olderThanSeconds` ago (it waits, or its lease ran out), was not asked for
 * since, and nothing in the outbox promises it. What is looked at counts as asked for, so the next call looks further.
 */
export async function requeueStranded(
  dataSource: DataSource,
  olderThanSeconds: number,
  { limit = 500, enqueued = async () => new Set() }: RequeueOptions,
): Promise<number> {
  const { rows } = await query<Stranded>(
    dataSource.manager,
    `SELECT composition_id AS "compositionId", attempt FROM compositions AS c
     WHERE status IN ('queued', 'processing') AND enqueued_at <= now() - make_interval(secs => $1)
       AND CASE status WHEN 'queued' THEN run_after <= now() - make_interval(secs => $1) ELSE lease_until < now() END
       AND NOT EXISTS (SELECT 1 FROM outbox WHERE job_id = 'render.' || c.composition_id || '.' || c.attempt)
     ORDER BY enqueued_at LIMIT $2`,
    [olderThanSeconds, limit],
  );
  if (rows.length === 0) return 0;
  const present = await enqueued(rows.map(jobIdOf));
  return promise(dataSource.manager, rows, (row) => !present.has(jobIdOf(row)));
}

const jobIdOf = ({ compositionId, attempt }: Stranded): string => renderJobId(compositionId, attempt);

/** Whatever was claimed, ended or moved on since it was looked at is left alone. */
async function promise(
  manager: EntityManager,
  rows: readonly Stranded[],
  missing: (row: Stranded) => boolean,
): Promise<number> {
  const { affected } = await query(
    manager,
    `WITH seen AS (
       SELECT * FROM unnest($1::varchar[], $2::int[], $3::boolean[]) AS t(composition_id, attempt, missing)),
     touched AS (
       UPDATE compositions AS c SET enqueued_at = now() FROM seen
       WHERE c.composition_id = seen.composition_id AND c.attempt = seen.attempt
         AND (c.status = 'queued' OR (c.status = 'processing' AND c.lease_until < now()))
       RETURNING c.composition_id, c.attempt, c.request_id, c.priority, c.run_after, seen.missing),
     lost AS (SELECT * FROM touched WHERE missing)
     ${enqueueRendersOf('lost')}`,
    [rows.map((row) => row.compositionId), rows.map((row) => row.attempt), rows.map(missing)],
  );
  return affected;
}

export async function failOverdue(
  manager: EntityManager,
  queueTimeoutSeconds: number,
  limit: number,
): Promise<readonly Ended[]> {
  const { rows } = await query<Omit<Ended, 'error'> & { readonly started: boolean }>(
    manager,
    `WITH overdue AS (
       SELECT id, status = 'processing' AS started FROM compositions
       WHERE (status = 'processing' AND deadline_at < now())
          OR (status = 'queued' AND created_at < now() - make_interval(secs => $1))
       LIMIT $2 FOR UPDATE SKIP LOCKED)
     UPDATE compositions AS c SET status = 'failed', completed_at = now(),
       lease_owner = NULL, lease_until = NULL, deadline_at = NULL, error_details = '{}',
       error_code = CASE WHEN started THEN $3 ELSE $5 END, error_message = CASE WHEN started THEN $4 ELSE $6 END
     FROM overdue WHERE c.id = overdue.id
     RETURNING composition_id AS "compositionId", request_id AS "requestId", attempt, started`,
    [queueTimeoutSeconds, limit, OVERDUE.code, OVERDUE.message, NEVER_STARTED.code, NEVER_STARTED.message],
  );
  return rows.map(({ started, ...ended }) => ({ ...ended, error: started ? OVERDUE : NEVER_STARTED }));
}
