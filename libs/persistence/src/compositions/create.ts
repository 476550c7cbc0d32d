import type { DataSource, EntityManager } from 'typeorm';
import { CutroomError, type Progress } from '#lib/contracts';
import { CompositionEntity } from '../entities/composition.js';
import { jsonb, unstorableTexts } from '../json.js';
import { enqueueRender } from '../outbox/enqueue.js';
import { query, queryEntities } from '../query.js';
import { claimKey, keepAnswer } from './idempotency.js';
import type { Composition, CreateResult, IdempotentRequest, NewComposition } from './types.js';

const WAITING: Progress = { stage: 'queued', percentage: 0, message: 'Waiting for a worker' };

export async function createQueued(
  dataSource: DataSource,
  composition: NewComposition,
  idempotency?: IdempotentRequest,
): Promise<CreateResult> {
  return dataSource.transaction(async (manager): Promise<CreateResult> => {
    if (idempotency !== undefined) {
      const first = await claimKey(manager, idempotency, composition.compositionId);
      if (first !== null) return { kind: 'replayed', ...first };
    }
    const created = await insertQueued(manager, composition);
    if (idempotency !== undefined) await keepAnswer(manager, idempotency, created);
    return { kind: 'created', composition: created };
  });
}

/** The row and the promise of its first render, in the caller's transaction. @throws CutroomError VALIDATION_FAILED */
export async function insertQueued(manager: EntityManager, composition: NewComposition): Promise<Composition> {
  refuseUnstorable(composition);
  const created = await insert(manager, composition);
  await enqueueRender(manager, created);
  return created;
}

function refuseUnstorable({ config, clientMetadata, userId }: NewComposition): void {
  const errors = [
    ...unstorableTexts(config),
    ...unstorableTexts(clientMetadata ?? undefined, '/metadata'),
    ...unstorableTexts(userId ?? undefined, '/user_id'),
  ];
  if (errors.length > 0) {
    throw new CutroomError('VALIDATION_FAILED', 'The request holds text that cannot be stored.', {
      details: { errors },
    });
  }
}

async function insert(manager: EntityManager, composition: NewComposition): Promise<Composition> {
  const [created] = await queryEntities(
    manager,
    CompositionEntity,
    `INSERT INTO compositions
       (composition_id, user_id, config, client_metadata, origin, priority, request_id, progress, callback_url)
     VALUES ($1, $2, $3::jsonb, $4::jsonb, $5, $6, $7, $8::jsonb, $9) RETURNING *`,
    [
      composition.compositionId,
      composition.userId,
      jsonb(composition.config),
      composition.clientMetadata === null ? null : jsonb(composition.clientMetadata),
      composition.origin,
      composition.priority,
      composition.requestId,
      jsonb(WAITING),
      composition.callbackUrl ?? null,
    ],
  );
  if (created === undefined) throw new Error('INSERT … RETURNING gave no row');
  return created;
}

export async function pruneIdempotencyKeys(manager: EntityManager): Promise<number> {
  const { affected } = await query(manager, 'DELETE FROM idempotency_keys WHERE expires_at < now()');
  return affected;
}
