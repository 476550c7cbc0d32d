import type { JobName, StoredError } from '#lib/contracts';
import type { Composition, NewComposition } from '../compositions/types.js';
import type { ProcessingJobEntity } from '../entities/processing-job.js';
import type { JsonObject } from '../json.js';
import type { OutboxEntry } from '../outbox/enqueue.js';

export type ProcessingJob = Readonly<ProcessingJobEntity>;

export interface NewProcessingJob {
  /** The asking service's own id, or one made here. */
  readonly processingId: string;
  readonly type: string;
  readonly sourceService: string | null;
  readonly config: JsonObject;
  readonly requestHash: string;
  readonly callbackUrl: string | null;
  readonly requestId: string;
}

/** What does the work: renders of the engine, one for each part of the answer, or a job of its own. */
export type ProcessingWork =
  | { readonly kind: 'compositions'; readonly compositions: readonly NewComposition[] }
  | { readonly kind: 'job'; readonly entry: OutboxEntry<JobName> };

/** `same`: this id was accepted before with the same request. `conflict`: with another one. */
export type ProcessingCreated =
  | { readonly kind: 'created'; readonly job: ProcessingJob }
  | { readonly kind: 'same'; readonly job: ProcessingJob }
  | { readonly kind: 'conflict' };

export type ProcessingOutcome =
  | { readonly status: 'completed'; readonly result: JsonObject }
  | { readonly status: 'failed'; readonly error: StoredError; readonly result: JsonObject | null };

/** What came of a job, read from its renders, which have all ended and stand in the job's order. */
export type JudgeProcessing = (job: ProcessingJob, compositions: readonly Composition[]) => ProcessingOutcome;
