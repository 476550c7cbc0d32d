import type { DataSource, EntityManager } from 'typeorm';
import { insertQueued } from '../compositions/create.js';
import type { Composition } from '../compositions/types.js';
import { CompositionEntity } from '../entities/composition.js';
import { ProcessingJobEntity } from '../entities/processing-job.js';
import { jsonb } from '../json.js';
import { enqueue } from '../outbox/enqueue.js';
import { query, queryEntities } from '../query.js';
import { type RequeueBeatsOptions, requeueBeats } from './requeue-beats.js';
import type {
  JudgeProcessing,
  NewProcessingJob,
  ProcessingCreated,
  ProcessingJob,
  ProcessingOutcome,
  ProcessingWork,
} from './types.js';

/** queued → processing → completed | failed. A job that has ended never changes again. */
export class ProcessingJobRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Stores the job and its work together, once for each id: parallel requests wait for the first, and then see its job. */
  create(job: NewProcessingJob, work: ProcessingWork): Promise<ProcessingCreated> {
    return this.dataSource.transaction(async (manager): Promise<ProcessingCreated> => {
      const ids = work.kind === 'compositions' ? work.compositions.map(({ compositionId }) => compositionId) : [];
      const created = await insert(manager, job, ids);
      if (created === null) return found(manager, job);
      if (work.kind === 'job') await enqueue(manager, work.entry);
      else for (const composition of work.compositions) await insertQueued(manager, composition);
      return { kind: 'created', job: created };
    });
  }

  get(processingId: string): Promise<ProcessingJob | null> {
    return this.dataSource.manager.findOneBy(ProcessingJobEntity, { processingId });
  }

  /** The renders of a job, in its order. */
  compositionsOf(job: ProcessingJob): Promise<readonly Composition[]> {
    return compositionsOf(this.dataSource.manager, job);
  }

  /** queued → processing; false where it has begun or ended already. */
  async begin(processingId: string): Promise<boolean> {
    const { affected } = await query(
      this.dataSource.manager,
      `UPDATE processing_jobs SET status = 'processing' WHERE processing_id = $1 AND status = 'queued'`,
      [processingId],
    );
    return affected === 1;
  }

  /** Promises beat detections again that were lost; gives up those that nobody could do. @returns how many. */
  requeueBeats(olderThanSeconds: number, options: RequeueBeatsOptions = {}): Promise<number> {
    return requeueBeats(this.dataSource, olderThanSeconds, options);
  }

  /** Ends a job; false where it has ended already. */
  finish(processingId: string, outcome: ProcessingOutcome): Promise<boolean> {
    return finish(this.dataSource.manager, processingId, outcome);
  }

  /**
   * Ends the jobs whose renders have all ended, whoever ended them. May run in many places at once: each job is judged by
   * one of them. @returns how many ended.
   */
  settle(limit: number, judge: JudgeProcessing): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const ready = await queryEntities(
        manager,
        ProcessingJobEntity,
        `SELECT * FROM processing_jobs AS job
         WHERE status IN ('queued', 'processing') AND composition_ids <> '{}' AND NOT EXISTS (
           SELECT 1 FROM compositions
           WHERE composition_id = ANY(job.composition_ids) AND status IN ('queued', 'processing'))
         ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
        [limit],
      );
      for (const job of ready) {
        await finish(manager, job.processingId, judge(job, await compositionsOf(manager, job)));
      }
      return ready.length;
    });
  }
}

async function insert(
  manager: EntityManager,
  job: NewProcessingJob,
  compositionIds: readonly string[],
): Promise<ProcessingJob | null> {
  const [created] = await queryEntities(
    manager,
    ProcessingJobEntity,
    `INSERT INTO processing_jobs
       (processing_id, type, source_service, config, request_hash, composition_ids, callback_url, request_id)
     VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7, $8)
     ON CONFLICT (processing_id) DO NOTHING RETURNING *`,
    [
      job.processingId,
      job.type,
      job.sourceService,
      jsonb(job.config),
      job.requestHash,
      compositionIds,
      job.callbackUrl,
      job.requestId,
    ],
  );
  return created ?? null;
}

async function found(manager: EntityManager, { processingId, type, requestHash }: NewProcessingJob) {
  const job = await manager.findOneByOrFail(ProcessingJobEntity, { processingId });
  return job.type === type && job.requestHash === requestHash
    ? ({ kind: 'same', job } as const)
    : ({ kind: 'conflict' } as const);
}

async function finish(manager: EntityManager, processingId: string, outcome: ProcessingOutcome): Promise<boolean> {
  const { affected } = await query(
    manager,
    `UPDATE processing_jobs SET status = $2, result = $3::jsonb, error = $4::jsonb, completed_at = now()
     WHERE processing_id = $1 AND status IN ('queued', 'processing')`,
    [
      processingId,
      outcome.status,
      outcome.result === null ? null : jsonb(outcome.result),
      outcome.status === 'failed' ? jsonb(outcome.error) : null,
    ],
  );
  return affected === 1;
}

function compositionsOf(manager: EntityManager, { compositionIds }: ProcessingJob): Promise<readonly Composition[]> {
  return queryEntities(
    manager,
    CompositionEntity,
    `SELECT c.* FROM unnest($1::varchar[]) WITH ORDINALITY AS wanted(id, place)
     JOIN compositions AS c ON c.composition_id = wanted.id ORDER BY wanted.place`,
    [compositionIds],
  );
}
