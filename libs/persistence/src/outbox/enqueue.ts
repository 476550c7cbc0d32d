import type { EntityManager } from 'typeorm';
import type { JobName, JobPayloads, Priority } from '#lib/contracts';
import { query } from '../query.js';

/** The queue's id of an attempt at a composition: the same promise twice is one job. `attempt` = claims made before. */
export const renderJobId = (compositionId: string, attempt: number): string => `render.${compositionId}.${attempt}`;
/** The queue's id of a flow: the job that waits for the parts. */
export const assembleJobId = (compositionId: string, attempt: number): string => `assemble.${compositionId}.${attempt}`;
export const probeJobId = (assetId: string): string => `probe.${assetId}`;
export const beatsJobId = (processingId: string): string => `beats.${processingId}`;

export interface OutboxEntry<Name extends JobName> {
  readonly jobName: Name;
  readonly jobId: string;
  readonly payload: JobPayloads[Name];
  readonly priority: Priority;
  /** Seconds from now. */
  readonly delaySeconds: number;
}

/** Promises a job, in the caller's transaction. Where it is promised already, the earlier time holds. */
export async function enqueue<Name extends JobName>(manager: EntityManager, entry: OutboxEntry<Name>): Promise<void> {
  await query(
    manager,
    `INSERT INTO outbox (job_name, job_id, payload, priority, available_at)
     VALUES ($1, $2, $3::jsonb, $4, now() + make_interval(secs => $5))
     ON CONFLICT (job_id) DO UPDATE SET available_at = LEAST(outbox.available_at, EXCLUDED.available_at)`,
    [entry.jobName, entry.jobId, JSON.stringify(entry.payload), entry.priority, entry.delaySeconds],
  );
}

/**
 * A fragment that promises the next render of every composition in the CTE `source` (which must have the columns
 * composition_id, attempt, request_id, priority, run_after), for statements that change state and promise the job in one.
 */
export const enqueueRendersOf = (source: string): string => `
  INSERT INTO outbox (job_name, job_id, payload, priority, available_at)
  SELECT 'render', 'render.' || composition_id || '.' || attempt,
         jsonb_build_object('compositionId', composition_id, 'requestId', request_id), priority, run_after
  FROM ${source}
  ON CONFLICT (job_id) DO UPDATE SET available_at = LEAST(outbox.available_at, EXCLUDED.available_at)`;

/** Promises the first render of a new composition. */
export const enqueueRender = (
  manager: EntityManager,
  composition: { readonly compositionId: string; readonly requestId: string; readonly priority: Priority },
): Promise<void> =>
  enqueue(manager, {
    jobName: 'render',
    jobId: renderJobId(composition.compositionId, 0),
    payload: { compositionId: composition.compositionId, requestId: composition.requestId },
    priority: composition.priority,
    delaySeconds: 0,
  });
