import type { EntityManager } from 'typeorm';
import type { Progress } from '#lib/contracts';
import { CompositionEntity } from '../entities/composition.js';
import { jsonb } from '../json.js';
import { query, queryEntities } from '../query.js';
import { WORKER_LOST } from './faults.js';
import type { ClaimOptions, ClaimResult } from './types.js';

/**
 * One statement decides: of several callers at once the first takes the row lock, and the others find, when they get it,
 * that the condition no longer holds. On the right of SET, columns still have their values from before.
 */
export async function claim(
  manager: EntityManager,
  compositionId: string,
  workerId: string,
  options: ClaimOptions,
): Promise<ClaimResult> {
  const [composition] = await queryEntities(
    manager,
    CompositionEntity,
    `UPDATE compositions SET
       failures = failures + ${LEASE_LOST}::int,
       status = CASE WHEN ${ONE_TOO_MANY} THEN 'failed' ELSE 'processing' END,
       attempt = CASE WHEN ${ONE_TOO_MANY} THEN attempt ELSE attempt + 1 END,
       lease_owner = CASE WHEN ${ONE_TOO_MANY} THEN NULL ELSE $2 END,
       lease_until = CASE WHEN ${ONE_TOO_MANY} THEN NULL ELSE now() + make_interval(secs => $3) END,
       deadline_at = CASE WHEN ${ONE_TOO_MANY} THEN NULL ELSE now() + make_interval(secs => $4) END,
       started_at = COALESCE(started_at, now()),
       completed_at = CASE WHEN ${ONE_TOO_MANY} THEN now() END,
       error_code = CASE WHEN ${ONE_TOO_MANY} THEN $6 END,
       error_message = CASE WHEN ${ONE_TOO_MANY} THEN $7 END,
       error_details = CASE WHEN ${ONE_TOO_MANY} THEN jsonb_build_object('failures', failures + 1) END
     WHERE composition_id = $1
       AND ((status = 'queued' AND run_after <= now()) OR (status = 'processing' AND lease_until < now()))
     RETURNING *`,
    [
      compositionId,
      workerId,
      options.leaseSeconds,
      options.jobTimeoutSeconds,
      options.maxFailures,
      WORKER_LOST.code,
      WORKER_LOST.message,
    ],
  );
  if (composition === undefined) return { kind: 'refused' };
  return { kind: composition.status === 'failed' ? 'lost' : 'claimed', composition };
}

const LEASE_LOST = `(status = 'processing')`;
const ONE_TOO_MANY = `(${LEASE_LOST} AND failures + 1 >= $5)`;

export async function heartbeat(
  manager: EntityManager,
  compositionId: string,
  attempt: number,
  leaseSeconds: number,
): Promise<boolean> {
  const { affected } = await query(
    manager,
    `UPDATE compositions SET lease_until = now() + make_interval(secs => $3)
     WHERE composition_id = $1 AND attempt = $2 AND status = 'processing' AND lease_owner IS NOT NULL`,
    [compositionId, attempt, leaseSeconds],
  );
  return affected === 1;
}

/** Makes the attempt overdue so many seconds later. */
export async function extendDeadline(
  manager: EntityManager,
  compositionId: string,
  attempt: number,
  seconds: number,
): Promise<boolean> {
  const { affected } = await query(
    manager,
    `UPDATE compositions SET deadline_at = deadline_at + make_interval(secs => $3)
     WHERE composition_id = $1 AND attempt = $2 AND status = 'processing'`,
    [compositionId, attempt, seconds],
  );
  return affected === 1;
}

/** Stage and percentage move together: a later attempt that is still behind shows what was reached before. */
export async function saveProgress(
  manager: EntityManager,
  compositionId: string,
  attempt: number,
  progress: Progress,
): Promise<boolean> {
  const { affected } = await query(
    manager,
    `UPDATE compositions
     SET progress = CASE WHEN $4 >= (progress->>'percentage')::double precision THEN $3::jsonb ELSE progress END
     WHERE composition_id = $1 AND attempt = $2 AND status = 'processing'`,
    [compositionId, attempt, jsonb(progress), progress.percentage],
  );
  return affected === 1;
}
