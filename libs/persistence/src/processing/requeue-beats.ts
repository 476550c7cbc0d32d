import type { DataSource } from 'typeorm';
import type { AskQueue } from '../compositions/reconcile.js';
import { jsonb } from '../json.js';
import { beatsJobId } from '../outbox/enqueue.js';
import { query } from '../query.js';

export interface RequeueBeatsOptions {
  /** Jobs looked at, the longest untouched first. Default 100. */
  readonly limit?: number;
  /** A job that the queue has, or may have, gets no new promise. Default: it has none. */
  readonly presence?: AskQueue<'beats'>;
}

/** Seconds after which a job that nobody could do is given up. */
const GIVE_UP_SECONDS = 3_600;
const GIVEN_UP = { code: 'TIMEOUT', message: 'The beats could not be detected within an hour.', details: {} };

/**
 * A beat detection is lost with Redis, with its worker, or to a fault that passes. Promises it again where nobody has
 * touched it for `olderThanSeconds`, for an hour. @returns how many were promised again.
 */
export async function requeueBeats(
  dataSource: DataSource,
  olderThanSeconds: number,
  { limit = 100, presence = async () => false }: RequeueBeatsOptions = {},
): Promise<number> {
  await query(
    dataSource.manager,
    `UPDATE processing_jobs SET status = 'failed', error = $2::jsonb, completed_at = now()
     WHERE ${OPEN} AND created_at <= now() - make_interval(secs => $1)`,
    [GIVE_UP_SECONDS, jsonb(GIVEN_UP)],
  );
  const { rows } = await query<{ id: string }>(
    dataSource.manager,
    `SELECT processing_id AS id FROM processing_jobs AS job
     WHERE ${LOST} AND NOT EXISTS (SELECT 1 FROM outbox WHERE job_id = 'beats.' || job.processing_id)
     ORDER BY updated_at LIMIT $2`,
    [olderThanSeconds, limit],
  );
  const missing: string[] = [];
  for (const { id } of rows) if ((await presence('beats', beatsJobId(id))) === false) missing.push(id);
  if (missing.length === 0) return 0;
  // Judged again on the row itself: of several reconcilers one makes the promise. The update touches `updated_at`.
  const { affected } = await query(
    dataSource.manager,
    `WITH lost AS (
       UPDATE processing_jobs SET status = 'queued'
       WHERE processing_id = ANY($2::varchar[]) AND ${LOST} RETURNING processing_id, request_id)
     INSERT INTO outbox (job_name, job_id, payload, priority, available_at)
     SELECT 'beats', 'beats.' || processing_id,
            jsonb_build_object('processingId', processing_id, 'requestId', request_id), 'default', now()
     FROM lost ON CONFLICT (job_id) DO NOTHING`,
    [olderThanSeconds, missing],
  );
  return affected;
}

const OPEN = `type = 'beat-detection' AND status IN ('queued', 'processing')`;
const LOST = `${OPEN} AND updated_at <= now() - make_interval(secs => $1)`;
