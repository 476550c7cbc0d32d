import type { Priority, StoredError } from '#lib/contracts';
import type { CompositionEntity } from '../entities/composition.js';
import type { JsonObject } from '../json.js';
import type { RenderResult } from './render-result.js';

export type { RenderResult, RenditionResult } from './render-result.js';

export type Composition = Readonly<CompositionEntity>;

export interface NewComposition {
  /** From `newCompositionId()`. */
  readonly compositionId: string;
  readonly userId: string | null;
  readonly config: JsonObject;
  readonly clientMetadata: JsonObject | null;
  /** Which API made it, e.g. `compositions`. */
  readonly origin: string;
  readonly priority: Priority;
  readonly requestId: string;
  /** Told, signed, when it has ended; checked by the door. Default: nobody is told. */
  readonly callbackUrl?: string | null;
}

export interface IdempotencyKey {
  /** Keys of different doors never meet. */
  readonly scope: string;
  /** The client's `Idempotency-Key`. */
  readonly key: string;
  /** A hash of what was asked; another one under the same key is a conflict. */
  readonly requestHash: string;
}

export interface IdempotentRequest extends IdempotencyKey {
  /** Seconds the first answer is kept, at least a day. */
  readonly ttlSeconds: number;
  /** The answer to keep, and to repeat to every later request with this key. */
  readonly answer: (composition: Composition) => JsonObject;
}

export type CreateResult =
  | { readonly kind: 'created'; readonly composition: Composition }
  | { readonly kind: 'replayed'; readonly compositionId: string; readonly answer: JsonObject };

export interface ClaimOptions {
  readonly leaseSeconds: number;
  /** Seconds this attempt may take; sets `deadlineAt`. */
  readonly jobTimeoutSeconds: number;
  /** Transient faults, lost leases among them, after which the render fails. */
  readonly maxFailures: number;
}

/** `lost`: the claim found the last worker dead once too often, and the composition failed with WORKER_LOST just now. */
export type ClaimResult =
  | { readonly kind: 'claimed'; readonly composition: Composition }
  | { readonly kind: 'lost'; readonly composition: Composition }
  | { readonly kind: 'refused' };

/** What one attempt cost; a row of `job_metrics`. */
export interface AttemptMetrics {
  readonly durationSeconds: number;
  /** CPU seconds of all ffmpeg processes. */
  readonly cpuSeconds: number;
  /** Largest resident set of one process, in MiB. */
  readonly memoryPeakMb: number;
  /** Seconds of video made; 0 where it came to none. */
  readonly outputSeconds: number;
  readonly ffmpegStats: JsonObject;
}

export interface Completion {
  readonly result: RenderResult;
  /** The stable URL clients read, e.g. `s3://bucket/key`; never a presigned one. */
  readonly outputUrl: string;
  /** The answer to GET …/metadata. */
  readonly metadata: JsonObject;
  readonly metrics: AttemptMetrics;
}

export interface RetryOptions {
  readonly delaySeconds: number;
  readonly maxFailures: number;
}

/** `failed`: it was one fault too many, and the error given is now final. `refused`: this attempt no longer counts. */
export type RetryResult = 'queued' | 'failed' | 'refused';

export type CancelResult =
  | { readonly kind: 'cancelled'; readonly composition: Composition }
  | { readonly kind: 'already_terminal'; readonly composition: Composition }
  | { readonly kind: 'not_found' };

export interface ListFilter {
  readonly status?: Composition['status'];
  readonly userId?: string;
}

export interface Page {
  readonly items: readonly Composition[];
  /** Pass to `list` for the next page; null on the last one. */
  readonly nextCursor: string | null;
}

export interface DepthSample {
  readonly state: 'queued' | 'processing';
  readonly priority: Priority;
  readonly count: number;
}

export interface OverdueOptions {
  /** Seconds that a composition may wait without a worker at it, from when it was last put into the queue. */
  readonly queueTimeoutSeconds: number;
  readonly maxFailures: number;
  /** Compositions failed in one go. Default 500. */
  readonly limit?: number;
}

/** Something that ended by the reconciler's hand, so that its watchers can be told. */
export interface Ended {
  readonly compositionId: string;
  readonly requestId: string;
  readonly attempt: number;
  readonly error: StoredError;
}
