import type { DataSource } from 'typeorm';
import type { AskQueue } from './compositions/reconcile.js';
import { probeJobId } from './outbox/enqueue.js';
import { query } from './query.js';

export interface RequeueUnprobedOptions {
  /** Assets looked at, the longest waiting first. Default 500. */
  readonly limit?: number;
  /** An asset whose job the queue has, or may have, gets no new promise. Default: it has none. */
  readonly presence?: AskQueue<'probe'>;
}

/** With a wait that doubles, the last try at 15 s between rounds comes about an hour after the first. */
const MAX_TRIES = 8;

/**
 * A probe's job is lost with Redis, with its worker, or to a fault that passes. Promises it again for assets nobody has
 * probed since they were last asked for, each time after twice the wait. What the queue still has costs no try.
 */
export async function requeueUnprobed(
  dataSource: DataSource,
  olderThanSeconds: number,
  { limit = 500, presence = async () => false }: RequeueUnprobedOptions,
): Promise<number> {
  const { rows } = await query<{ assetId: string }>(
    dataSource.manager,
    `SELECT asset_id AS "assetId" FROM assets AS a
     WHERE ${WAITS} AND NOT EXISTS (SELECT 1 FROM outbox WHERE job_id = 'probe.' || a.asset_id)
     ORDER BY probe_asked_at LIMIT $2`,
    [olderThanSeconds, limit],
  );
  if (rows.length === 0) return 0;
  const present: string[] = [];
  const missing: string[] = [];
  for (const { assetId } of rows) {
    const answer = await presence('probe', probeJobId(assetId));
    if (answer !== 'unknown') (answer ? present : missing).push(assetId);
  }
  await query(dataSource.manager, 'UPDATE assets SET probe_asked_at = now() WHERE asset_id = ANY($1::varchar[])', [
    present,
  ]);
  // Judged again on the row itself: of several reconcilers one makes the promise.
  const { affected } = await query(
    dataSource.manager,
    `WITH lost AS (
       UPDATE assets SET probe_asked_at = now(), probe_tries = probe_tries + 1
       WHERE asset_id = ANY($2::varchar[]) AND ${WAITS} RETURNING asset_id)
     INSERT INTO outbox (job_name, job_id, payload, priority, available_at)
     SELECT 'probe', 'probe.' || asset_id,
            jsonb_build_object('assetId', asset_id, 'requestId', 'reconciler'), 'high', now()
     FROM lost ON CONFLICT (job_id) DO NOTHING`,
    [olderThanSeconds, missing],
  );
  return affected;
}

const WAITS = `status = 'ready' AND probe IS NULL AND probe_error IS NULL AND probe_tries < ${MAX_TRIES}
  AND probe_asked_at <= now() - make_interval(secs => $1 * 2 ^ probe_tries)`;
