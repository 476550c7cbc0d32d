import type { DataSource } from 'typeorm';
import type { Progress, StoredError } from '#lib/contracts';
import type { JsonObject } from '../json.js';
import { cancel } from './cancel.js';
import { claim, extendDeadline, heartbeat, saveProgress } from './claims.js';
import { createQueued, pruneIdempotencyKeys } from './create.js';
import { expireResults } from './expiry.js';
import { findAnswer } from './idempotency.js';
import { complete, fail, release, retryLater } from './outcomes.js';
import { failOverdue } from './overdue.js';
import { countActive, get, list, queueDepth } from './read.js';
import { type RequeueOptions, requeueStranded } from './reconcile.js';
import type {
  AttemptMetrics,
  CancelResult,
  ClaimOptions,
  ClaimResult,
  Completion,
  Composition,
  CreateResult,
  DepthSample,
  Ended,
  IdempotencyKey,
  IdempotentRequest,
  ListFilter,
  NewComposition,
  OverdueOptions,
  Page,
  RetryOptions,
  RetryResult,
} from './types.js';

/**
 * The state machine: queued → processing → completed | failed | cancelled, and processing → queued after a transient
 * fault or a drain. Each method is one statement or one transaction. Methods that take an `attempt` change nothing and say
 * so (false, `refused`) where the composition has moved on to another attempt or has ended.
 */
export class CompositionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Stores composition, idempotency key and job promise together, or repeats the first answer to the key.
   * @throws CutroomError IDEMPOTENCY_CONFLICT (same key, other request), IDEMPOTENCY_IN_PROGRESS (the first still runs).
   */
  createQueued(composition: NewComposition, idempotency?: IdempotentRequest): Promise<CreateResult> {
    return createQueued(this.dataSource, composition, idempotency);
  }

  /**
   * The first answer to a key, for what is only asked again; null does not promise that `createQueued` will not find one.
   * @throws CutroomError IDEMPOTENCY_CONFLICT
   */
  findAnswer(key: IdempotencyKey): Promise<JsonObject | null> {
    return findAnswer(this.dataSource.manager, key);
  }

  get(compositionId: string): Promise<Composition | null> {
    return get(this.dataSource.manager, compositionId);
  }

  /** Newest first. @throws CutroomError VALIDATION_FAILED where `cursor` is not one of ours. */
  list(filter: ListFilter, limit: number, cursor: string | null = null): Promise<Page> {
    return list(this.dataSource.manager, filter, limit, cursor);
  }

  /** Compositions that wait, counted no further than `limit` (a full queue costs no more than that to find out). */
  queueDepth(limit: number): Promise<number> {
    return queueDepth(this.dataSource.manager, limit);
  }

  /** For metrics: waiting and running compositions by priority. */
  countActive(): Promise<readonly DepthSample[]> {
    return countActive(this.dataSource.manager);
  }

  /** Takes a waiting composition, or one whose worker let its lease run out. One caller wins. */
  claim(compositionId: string, workerId: string, options: ClaimOptions): Promise<ClaimResult> {
    return claim(this.dataSource.manager, compositionId, workerId, options);
  }

  /** Extends the lease by `leaseSeconds` from now. False: stop at once, the work is no longer wanted. */
  heartbeat(compositionId: string, attempt: number, leaseSeconds: number): Promise<boolean> {
    return heartbeat(this.dataSource.manager, compositionId, attempt, leaseSeconds);
  }

  extendDeadline(compositionId: string, attempt: number, seconds: number): Promise<boolean> {
    return extendDeadline(this.dataSource.manager, compositionId, attempt, seconds);
  }

  /** Progress that lies behind what is stored (a later attempt catching up) leaves it as it is, and is no refusal. */
  saveProgress(compositionId: string, attempt: number, progress: Progress): Promise<boolean> {
    return saveProgress(this.dataSource.manager, compositionId, attempt, progress);
  }

  complete(compositionId: string, attempt: number, completion: Completion): Promise<boolean> {
    return complete(this.dataSource.manager, compositionId, attempt, completion);
  }

  /** Ends it for good; for faults that trying again cannot mend. */
  fail(
    compositionId: string,
    attempt: number,
    error: StoredError,
    metrics: AttemptMetrics | null = null,
  ): Promise<boolean> {
    return fail(this.dataSource.manager, compositionId, attempt, error, metrics);
  }

  /** After a transient fault: back to the queue, or failed with `error` where it was one too many. */
  retryLater(compositionId: string, attempt: number, error: StoredError, options: RetryOptions): Promise<RetryResult> {
    return retryLater(this.dataSource.manager, compositionId, attempt, error, options);
  }

  /** A stopping worker hands its work back; that counts as no failure. */
  release(compositionId: string, attempt: number): Promise<boolean> {
    return release(this.dataSource.manager, compositionId, attempt);
  }

  cancel(compositionId: string): Promise<CancelResult> {
    return cancel(this.dataSource.manager, compositionId);
  }

  /** Promises jobs again for compositions that nobody works on though they could be. @returns how many. */
  requeueStranded(olderThanSeconds: number, options: RequeueOptions = {}): Promise<number> {
    return requeueStranded(this.dataSource, olderThanSeconds, options);
  }

  /** Fails what runs past its deadline, lost its last worker, or has waited too long. @returns what ended, and why. */
  failOverdue(options: OverdueOptions): Promise<readonly Ended[]> {
    return failOverdue(this.dataSource.manager, options);
  }

  /**
   * For results older than `ttlSeconds`: calls `remove`, then forgets where the result lay. What `remove` throws for keeps
   * its result and is tried again another time. @returns how many were forgotten.
   */
  expireResults(ttlSeconds: number, limit: number, remove: (expired: Composition) => Promise<void>): Promise<number> {
    return expireResults(this.dataSource, ttlSeconds, limit, remove);
  }

  pruneIdempotencyKeys(): Promise<number> {
    return pruneIdempotencyKeys(this.dataSource.manager);
  }
}
