import type { EntityManager } from 'typeorm';
import type { StoredError } from '#lib/contracts';
import { query } from '../query.js';
import { NEVER_STARTED, OVERDUE, WORKER_LOST } from './faults.js';
import type { Ended, OverdueOptions } from './types.js';

const REASONS: Readonly<Record<'overdue' | 'lost' | 'waited', StoredError>> = {
  overdue: OVERDUE,
  lost: WORKER_LOST,
  waited: NEVER_STARTED,
};

interface OverdueRow extends Omit<Ended, 'error'> {
  readonly reason: keyof typeof REASONS;
}

/**
 * Since when nobody is at it: since it was last put into the queue (a retry, a drain), since its worker died, or since the last sign
 * of life from its parts. A flow's lease says less: it is extended as long as the queue has the parts, though no worker is up.
 */
const WAITING_SINCE = `CASE
  WHEN status = 'queued' THEN run_after
  WHEN lease_owner IS NOT NULL THEN lease_until
  ELSE COALESCE((SELECT alive_at FROM render_flows AS f
    WHERE f.composition_id = compositions.composition_id AND f.attempt = compositions.attempt), lease_until)
END`;

/**
 * Judged on the row itself, so that it is judged again if somebody else changed it before we got its lock.
 * A worker that is gone is no slow worker: what it left behind waits for another one like a queued composition does.
 * Parts of a render (`processing` without owner) wait in the queue, which alone knows whether they are lost.
 */
const REASON = `CASE
  WHEN status = 'processing' AND lease_owner IS NOT NULL AND lease_until < now() AND failures + 1 >= $2 THEN 'lost'
  WHEN status = 'processing' AND lease_until >= now() AND deadline_at < now() THEN 'overdue'
  WHEN ${WAITING_SINCE} < now() - make_interval(secs => $1) THEN 'waited'
END`;

/** Works though no worker is up: that is the case it is for. */
export async function failOverdue(
  manager: EntityManager,
  { queueTimeoutSeconds, maxFailures, limit = 500 }: OverdueOptions,
): Promise<readonly Ended[]> {
  const { rows } = await query<OverdueRow>(
    manager,
    `WITH ended AS (
       SELECT id, ${REASON} AS reason FROM compositions
       WHERE status IN ('queued', 'processing') AND ${REASON} IS NOT NULL
       LIMIT $3 FOR UPDATE SKIP LOCKED)
     UPDATE compositions AS c SET status = 'failed', completed_at = now(),
       lease_owner = NULL, lease_until = NULL, deadline_at = NULL,
       failures = failures + (ended.reason = 'lost')::int,
       error_code = $4::jsonb->ended.reason->>'code', error_message = $4::jsonb->ended.reason->>'message',
       error_details = $4::jsonb->ended.reason->'details'
     FROM ended WHERE c.id = ended.id
     RETURNING composition_id AS "compositionId", request_id AS "requestId", attempt, ended.reason`,
    [queueTimeoutSeconds, maxFailures, limit, JSON.stringify(REASONS)],
  );
  return rows.map(({ reason, ...ended }) => ({ ...ended, error: REASONS[reason] }));
}
