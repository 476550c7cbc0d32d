import type { DefaultJobOptions } from 'bullmq';
import type { JobName, Priority } from '#lib/contracts';

export interface JobDefinition {
  /** One queue per job name, so that a backlog of renders never delays a probe. No colon (BullMQ). */
  readonly queue: string;
  readonly options: DefaultJobOptions;
  /** Jobs of this name that one worker process runs side by side unless told otherwise. */
  readonly concurrency: number;
}

/**
 * Retries are Postgres's business, so a job runs once and leaves nothing behind:
 * a job that stayed as completed or failed would keep its id and swallow the next `add` of it.
 */
const ONCE: DefaultJobOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true };

/**
 * A part is tried again by itself before its whole render is: it costs least. Of a part that is lost with its worker
 * twice nobody knows more than that; its render then fails as one, and Postgres counts that.
 */
const PART: DefaultJobOptions = {
  ...ONCE,
  attempts: 3,
  backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
};

export const jobs: Readonly<Record<JobName, JobDefinition>> = {
  render: { queue: 'render', options: ONCE, concurrency: 1 },
  part: { queue: 'part', options: PART, concurrency: 1 },
  assemble: { queue: 'assemble', options: ONCE, concurrency: 2 },
  probe: { queue: 'probe', options: ONCE, concurrency: 2 },
  forecast: { queue: 'forecast', options: ONCE, concurrency: 2 },
  reindex: { queue: 'reindex', options: ONCE, concurrency: 1 },
  beats: { queue: 'beats', options: ONCE, concurrency: 1 },
};

export const JOB_NAMES: readonly JobName[] = ['render', 'part', 'assemble', 'probe', 'forecast', 'reindex', 'beats'];

/** BullMQ runs the lowest number first, and a job without one before them all: hence always set. */
export const PRIORITY: Readonly<Record<Priority, number>> = { high: 1, default: 10, low: 100 };

/** Farther apart than any composition has parts. */
const PART_CLASS: Readonly<Record<Priority, number>> = { high: 0, default: 100_000, low: 200_000 };

/**
 * By its place in its render, 0 = first: the n-th parts of all renders come before anybody's n+1-th, so that a long
 * composition cannot keep the short ones waiting that came after it.
 */
export const partPriority = (priority: Priority, place: number): number => PART_CLASS[priority] + 1 + place;
