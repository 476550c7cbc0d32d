import type { Composition, RenderedVariant } from '#lib/persistence';
import type { JobStatus } from './dto/answers.dto.js';

/** How far a job is, told from its renders: it fails with the first that does, and ends with the last. */
export const jobStatus = (renders: readonly Composition[]): JobStatus => {
  const all = renders.map(({ status }) => status);
  if (all.some((status) => status === 'failed' || status === 'cancelled')) return 'FAILURE';
  if (all.every((status) => status === 'completed')) return 'SUCCESS';
  return all.every((status) => status === 'queued') ? 'PENDING' : 'STARTED';
};

/** 0–100. */
export const jobProgress = (renders: readonly Composition[]): number => {
  const sum = renders.reduce((whole, { progress }) => whole + progress.percentage, 0);
  return Math.round((10 * sum) / Math.max(1, renders.length)) / 10;
};

export const jobFailure = (renders: readonly Composition[]): string | null => {
  const failed = renders.find(({ status }) => status === 'failed' || status === 'cancelled');
  if (failed === undefined) return null;
  return failed.errorMessage ?? 'The job was cancelled.';
};

export const statusAnswer = (jobId: string, variants: readonly RenderedVariant[]) => {
  const renders = variants.map(({ composition }) => composition);
  const failure = jobFailure(renders);
  return {
    job_id: jobId,
    status: jobStatus(renders),
    progress: jobProgress(renders),
    ...(failure === null ? {} : { error_message: failure }),
  };
};
