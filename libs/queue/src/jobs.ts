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

export const jobs: Readonly<Record<JobName, JobDefinition>> = {
  render: { queue: 'render', options: ONCE, concurrency: 1 },
  probe: { queue: 'probe', options: ONCE, concurrency: 2 },
};

export const JOB_NAMES: readonly JobName[] = ['render', 'probe'];

/** BullMQ runs the lowest number first, and a job without one before them all: hence always set. */
export const PRIORITY: Readonly<Record<Priority, number>> = { high: 1, default: 10, low: 100 };
