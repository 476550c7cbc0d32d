import { type EntityManager, QueryFailedError } from 'typeorm';
import { CutroomError } from '#lib/contracts';
import { type JsonObject, jsonb } from '../json.js';
import { query } from '../query.js';
import type { Composition, IdempotencyKey, IdempotentRequest } from './types.js';

interface FirstAnswer {
  readonly compositionId: string;
  readonly answer: JsonObject;
}

/** Milliseconds to wait for the request that came first: it only inserts three rows, so it is done far sooner. */
const WAIT_FOR_FIRST = 3_000;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Takes the key for this transaction (null), or finds the answer of the request that had it first. Inserting waits for
 * another transaction that inserted the same key and is not over: the unique index is the queue of parallel requests.
 */
export async function claimKey(
  manager: EntityManager,
  request: IdempotentRequest,
  compositionId: string,
): Promise<FirstAnswer | null> {
  await query(manager, `SET LOCAL lock_timeout = ${WAIT_FOR_FIRST}`);
  const taken = await query(
    manager,
    `INSERT INTO idempotency_keys (scope, key, request_hash, composition_id, answer, expires_at)
     VALUES ($1, $2, $3, $4, '{}', now() + make_interval(secs => $5))
     ON CONFLICT (scope, key) DO UPDATE
       SET request_hash = EXCLUDED.request_hash, composition_id = EXCLUDED.composition_id, created_at = now(),
           expires_at = EXCLUDED.expires_at
       WHERE idempotency_keys.expires_at < now()`,
    [request.scope, request.key, request.requestHash, compositionId, request.ttlSeconds],
  ).catch((error: unknown) => {
    throw isLockTimeout(error) ? inProgress(error) : error;
  });
  return taken.affected === 1 ? null : firstAnswer(manager, request);
}

async function firstAnswer(manager: EntityManager, request: IdempotencyKey): Promise<FirstAnswer> {
  const first = await stored(manager, request);
  // Gone between two statements: it expired and was pruned. Trying again is all a client needs to do.
  if (first === null) throw inProgress();
  return sameRequest(first, request);
}

/** What the request that had the key first was told; null where the key is free, or its first request is not over. */
export async function findAnswer(manager: EntityManager, request: IdempotencyKey): Promise<JsonObject | null> {
  const first = await stored(manager, request, 'AND expires_at >= now()');
  return first === null ? null : sameRequest(first, request).answer;
}

interface StoredAnswer extends FirstAnswer {
  readonly requestHash: string;
}

async function stored(
  manager: EntityManager,
  { scope, key }: IdempotencyKey,
  condition: '' | 'AND expires_at >= now()' = '',
): Promise<StoredAnswer | null> {
  const { rows } = await query<StoredAnswer>(
    manager,
    `SELECT composition_id AS "compositionId", answer, request_hash AS "requestHash"
     FROM idempotency_keys WHERE scope = $1 AND key = $2 ${condition}`,
    [scope, key],
  );
  return rows[0] ?? null;
}

function sameRequest({ compositionId, answer, requestHash }: StoredAnswer, request: IdempotencyKey): FirstAnswer {
  if (requestHash !== request.requestHash) {
    throw new CutroomError(
      'IDEMPOTENCY_CONFLICT',
      'This Idempotency-Key was used before with a different request. Use a new key for a new request.',
    );
  }
  return { compositionId, answer };
}

export async function keepAnswer(
  manager: EntityManager,
  request: IdempotentRequest,
  composition: Composition,
): Promise<void> {
  await query(manager, 'UPDATE idempotency_keys SET answer = $3::jsonb WHERE scope = $1 AND key = $2', [
    request.scope,
    request.key,
    jsonb(request.answer(composition)),
  ]);
}

const isLockTimeout = (error: unknown): boolean =>
  error instanceof QueryFailedError && 'code' in error.driverError && error.driverError.code === LOCK_NOT_AVAILABLE;

const inProgress = (cause?: unknown): CutroomError =>
  new CutroomError('IDEMPOTENCY_IN_PROGRESS', 'The first request with this Idempotency-Key is still being handled.', {
    retryAfter: 1,
    cause,
  });
