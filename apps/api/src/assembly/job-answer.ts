import { type Progress, STAGE_RANGE } from '#lib/contracts';
import { type Composition, type ProjectExport, statusWhereOwed } from '#lib/persistence';
import { ofShot } from './to-composition.js';

/** Which shot is encoded now, by the part of the film that is; null before and after. */
export const currentShot = ({ stage, percentage }: Progress, shots: number): number | null => {
  if (stage !== 'encoding') return null;
  const [from, to] = STAGE_RANGE.encoding;
  return Math.min(shots - 1, Math.max(0, Math.floor((shots * (percentage - from)) / (to - from))));
};

export const shotsOf = ({ request }: ProjectExport): number =>
  Array.isArray(request['shots']) ? request['shots'].length : 1;

export const jobAnswer = (render: Composition, owed: ProjectExport) => {
  const status = statusWhereOwed(render.status, owed);
  const done = status === 'completed';
  return {
    job_id: render.compositionId,
    status,
    progress: done ? render.progress.percentage : Math.min(99, render.progress.percentage),
    current_shot: currentShot(render.progress, shotsOf(owed)),
    error: errorOf(render, owed),
    output_file: done ? owed.outputFile : null,
    duration: done ? (render.result?.duration ?? null) : null,
    created_at: render.createdAt.toISOString(),
    updated_at: (owed.exportedAt ?? owed.cancelledAt ?? render.updatedAt).toISOString(),
  };
};

const errorOf = ({ errorCode, errorMessage, errorDetails }: Composition, { error }: ProjectExport) => {
  if (error !== null) return { code: 'PROCESSING_FAILED', message: error, details: {} };
  if (errorCode === null) return null;
  const errors = errorDetails?.['errors'];
  // As the worker wrote them.
  const placed = Array.isArray(errors)
    ? { errors: (errors as { pointer: string; message: string }[]).map((problem) => ofShot(problem)) }
    : {};
  return { code: errorCode, message: errorMessage ?? '', details: { ...errorDetails, ...placed } };
};
