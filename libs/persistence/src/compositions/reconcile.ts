import type { DataSource, EntityManager } from 'typeorm';
import type { JobName } from '#lib/contracts';
import { assembleJobId, enqueueRendersOf, renderJobId } from '../outbox/enqueue.js';
import { query } from '../query.js';

/** Whether the queue has a job; `unknown` where it could not be asked. */
export type AskQueue<Name extends JobName = 'render' | 'assemble'> = (
  jobName: Name,
  jobId: string,
) => Promise<boolean | 'unknown'>;

export interface RequeueOptions {
  /** Compositions looked at, the longest waiting first. Default 500. */
  readonly limit?: number;
  /** A composition whose job the queue has, or may have, gets no new promise. Default: it has none. */
  readonly presence?: AskQueue;
}

interface Stranded {
  readonly compositionId: string;
  readonly attempt: number;
  /** Its parts were given out, and nobody was seen making one for a while. */
  readonly inParts: boolean;
}

/** `flow`: its parts wait for workers, and it is as alive as they are. */
type Found = 'flow' | 'render' | 'nothing' | 'unknown';

interface Seen extends Stranded {
  readonly found: Exclude<Found, 'unknown'>;
}

/**
 * Stranded: could be claimed since at least `olderThanSeconds` ago (it waits, or its lease ran out), was not asked for
 * since, and nothing in the outbox promises it. What is looked at counts as asked for, so the next call looks further.
 */
export async function requeueStranded(
  dataSource: DataSource,
  olderThanSeconds: number,
  { limit = 500, presence = async () => false }: RequeueOptions,
): Promise<number> {
  const { rows } = await query<Stranded>(
    dataSource.manager,
    `SELECT composition_id AS "compositionId", attempt, status = 'processing' AND lease_owner IS NULL AS "inParts"
     FROM compositions AS c
     WHERE status IN ('queued', 'processing') AND enqueued_at <= now() - make_interval(secs => $1)
       AND CASE status WHEN 'queued' THEN run_after <= now() - make_interval(secs => $1) ELSE lease_until < now() END
       AND NOT EXISTS (SELECT 1 FROM outbox WHERE job_id IN (
         'render.' || c.composition_id || '.' || c.attempt, 'assemble.' || c.composition_id || '.' || c.attempt))
     ORDER BY enqueued_at LIMIT $2`,
    [olderThanSeconds, limit],
  );
  const seen: Seen[] = [];
  for (const row of rows) {
    const found = await look(row, presence);
    if (found !== 'unknown') seen.push({ ...row, found });
  }
  return seen.length === 0 ? 0 : promise(dataSource.manager, seen, 3 * olderThanSeconds);
}

async function look({ compositionId, attempt, inParts }: Stranded, presence: AskQueue): Promise<Found> {
  if (inParts) {
    const flow = await presence('assemble', assembleJobId(compositionId, attempt));
    if (flow !== false) return flow === true ? 'flow' : flow;
  }
  const render = await presence('render', renderJobId(compositionId, attempt));
  return render === 'unknown' ? render : render ? 'render' : 'nothing';
}

/** Whatever was claimed, ended or moved on since it was looked at is left alone. */
async function promise(manager: EntityManager, rows: readonly Seen[], aliveSeconds: number): Promise<number> {
  const { affected } = await query(
    manager,
    `WITH seen AS (
       SELECT * FROM unnest($1::varchar[], $2::int[], $3::varchar[]) AS t(composition_id, attempt, found)),
     touched AS (
       UPDATE compositions AS c SET enqueued_at = now(),
         lease_until = CASE WHEN seen.found = 'flow' THEN now() + make_interval(secs => $4) ELSE c.lease_until END
       FROM seen
       WHERE c.composition_id = seen.composition_id AND c.attempt = seen.attempt
         AND (c.status = 'queued' OR (c.status = 'processing' AND c.lease_until < now()))
       RETURNING c.composition_id, c.attempt, c.request_id, c.priority, c.run_after, seen.found),
     lost AS (SELECT * FROM touched WHERE found = 'nothing')
     ${enqueueRendersOf('lost')}`,
    [rows.map((row) => row.compositionId), rows.map((row) => row.attempt), rows.map((row) => row.found), aliveSeconds],
  );
  return affected;
}
