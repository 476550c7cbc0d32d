import type { CompositionStatus } from '#lib/contracts';
import type { Composition } from '#lib/persistence';
import type { JobStatus } from './dto/answers.dto.js';

const STATUS: Readonly<Record<CompositionStatus, JobStatus>> = {
  queued: 'PENDING',
  processing: 'STARTED',
  completed: 'SUCCESS',
  failed: 'FAILURE',
  cancelled: 'FAILURE',
};

/** A job is as far as its render: it has no state of its own that could be left behind. */
export const jobStatus = ({ status }: Composition): JobStatus => STATUS[status];

/** Null where it did not fail. */
export const jobFailure = (render: Composition): string | null =>
  jobStatus(render) === 'FAILURE' ? (render.errorMessage ?? 'The job was cancelled.') : null;

export const statusAnswer = (jobId: string, render: Composition) => {
  const failure = jobFailure(render);
  return {
    job_id: jobId,
    status: jobStatus(render),
    progress: Math.round(10 * render.progress.percentage) / 10,
    ...(failure === null ? {} : { error_message: failure }),
  };
};
