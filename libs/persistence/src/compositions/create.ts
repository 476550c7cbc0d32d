import type { DataSource, EntityManager } from 'typeorm';
import type { Progress } from '#lib/contracts';
import { CompositionEntity } from '../entities/composition.js';
import { enqueueRender } from '../outbox/enqueue.js';
import { query, queryEntities } from '../query.js';
import { claimKey, keepAnswer } from './idempotency.js';
import type { Composition, CreateResult, IdempotentRequest, NewComposition } from './types.js';

const WAITING: Progress = { stage: 'queued', percentage: 0, message: 'Waiting for a worker' };

export function createQueued(
  dataSource: DataSource,
  composition: NewComposition,
  idempotency?: IdempotentRequest,
): Promise<CreateResult> {
  return dataSource.transaction(async (manager): Promise<CreateResult> => {
    if (idempotency !== undefined) {
      const first = await claimKey(manager, idempotency, composition.compositionId);
      if (first !== null) return { kind: 'replayed', ...first };
    }
    const created = await insert(manager, composition);
    if (idempotency !== undefined) await keepAnswer(manager, idempotency, created);
    await enqueueRender(manager, created);
    return { kind: 'created', composition: created };
  });
}

async function insert(manager: EntityManager, composition: NewComposition): Promise<Composition> {
  const [created] = await queryEntities(
    manager,
    CompositionEntity,
    `INSERT INTO compositions
       (composition_id, user_id, config, client_metadata, origin, priority, request_id, progress)
     VALUES ($1, $2, $3::jsonb, $4::jsonb, $5, $6, $7, $8::jsonb) RETURNING *`,
    [
      composition.compositionId,
      composition.userId,
      JSON.stringify(composition.config),
      composition.clientMetadata === null ? null : JSON.stringify(composition.clientMetadata),
      composition.origin,
      composition.priority,
      composition.requestId,
      JSON.stringify(WAITING),
    ],
  );
  if (created === undefined) throw new Error('INSERT … RETURNING gave no row');
  return created;
}

export async function pruneIdempotencyKeys(manager: EntityManager): Promise<number> {
  const { affected } = await query(manager, 'DELETE FROM idempotency_keys WHERE expires_at < now()');
  return affected;
}
