import type { EntityManager } from 'typeorm';
import type { Progress, StoredError } from '#lib/contracts';
import { jsonb, storableText } from '../json.js';
import { enqueueRendersOf } from '../outbox/enqueue.js';
import { query } from '../query.js';
import { insertMetricsOf, metricsParameters } from './metrics.js';
import type { AttemptMetrics, Completion, RetryOptions, RetryResult } from './types.js';

/** The fence: only the attempt that holds the composition may write. */
const HELD = `composition_id = $1 AND attempt = $2 AND status = 'processing'`;
const LET_GO = 'lease_owner = NULL, lease_until = NULL, deadline_at = NULL';

const DONE: Progress = { stage: 'completed', percentage: 100, message: 'Completed' };

export async function complete(
  manager: EntityManager,
  compositionId: string,
  attempt: number,
  { result, outputUrl, metadata, metrics }: Completion,
): Promise<boolean> {
  const { affected } = await query(
    manager,
    `WITH ended AS (
       UPDATE compositions SET status = 'completed', completed_at = now(), ${LET_GO},
         result = $3::jsonb, output_url = $4, metadata = $5::jsonb, progress = $6::jsonb
       WHERE ${HELD} RETURNING composition_id, attempt)
     ${insertMetricsOf('ended', 7)}`,
    [compositionId, attempt, jsonb(result), outputUrl, jsonb(metadata), jsonb(DONE), ...metricsParameters(metrics)],
  );
  return affected === 1;
}

export async function fail(
  manager: EntityManager,
  compositionId: string,
  attempt: number,
  error: StoredError,
  metrics: AttemptMetrics | null,
): Promise<boolean> {
  const update = `
    UPDATE compositions SET status = 'failed', completed_at = now(), ${LET_GO},
      error_code = $3, error_message = $4, error_details = $5::jsonb
    WHERE ${HELD} RETURNING composition_id, attempt`;
  const parameters = [compositionId, attempt, error.code, storableText(error.message), jsonb(error.details)];
  const { affected } =
    metrics === null
      ? await query(manager, update, parameters)
      : await query(manager, `WITH ended AS (${update}) ${insertMetricsOf('ended', 6)}`, [
          ...parameters,
          ...metricsParameters(metrics),
        ]);
  return affected === 1;
}

export async function retryLater(
  manager: EntityManager,
  compositionId: string,
  attempt: number,
  error: StoredError,
  { delaySeconds, maxFailures }: RetryOptions,
): Promise<RetryResult> {
  const final = '(failures + 1 >= $7)';
  const { rows } = await query<{ status: 'queued' | 'failed' }>(
    manager,
    `WITH moved AS (
       UPDATE compositions SET failures = failures + 1, ${LET_GO},
         status = CASE WHEN ${final} THEN 'failed' ELSE 'queued' END,
         completed_at = CASE WHEN ${final} THEN now() END,
         error_code = CASE WHEN ${final} THEN $3 END,
         error_message = CASE WHEN ${final} THEN $4 END,
         error_details = CASE WHEN ${final} THEN $5::jsonb END,
         run_after = now() + make_interval(secs => $6), enqueued_at = now()
       WHERE ${HELD} RETURNING *),
     waiting AS (SELECT * FROM moved WHERE status = 'queued'),
     promised AS (${enqueueRendersOf('waiting')})
     SELECT status FROM moved`,
    [compositionId, attempt, error.code, storableText(error.message), jsonb(error.details), delaySeconds, maxFailures],
  );
  return rows[0]?.status ?? 'refused';
}

export async function release(manager: EntityManager, compositionId: string, attempt: number): Promise<boolean> {
  const { affected } = await query(
    manager,
    `WITH moved AS (
       UPDATE compositions SET status = 'queued', run_after = now(), enqueued_at = now(), ${LET_GO}
       WHERE ${HELD} RETURNING *)
     ${enqueueRendersOf('moved')}`,
    [compositionId, attempt],
  );
  return affected === 1;
}
