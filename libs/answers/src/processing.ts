import type { ProcessingStatus, StoredError } from '#lib/contracts';
import { formatObjectUrl } from '#lib/contracts';
import type { Composition, JsonObject, ProcessingJob, ProcessingOutcome } from '#lib/persistence';
import { errorOf } from './composition.js';

export const CLIP_OPERATIONS = ['normalize', 'color_correct', 'thumbnail'] as const;
export type ClipOperation = (typeof CLIP_OPERATIONS)[number];

/** `config` of a job of type `process-clips`. */
export interface ProcessClipsRequest {
  readonly clips: readonly string[];
  readonly operations: readonly ClipOperation[];
}

export type ProcessedClip = {
  readonly source: string;
  /** Null where no video was asked for, or none came of it. */
  readonly output_url: string | null;
  readonly thumbnail_url: string | null;
  /** Seconds. */
  readonly duration: number | null;
  readonly width: number | null;
  readonly height: number | null;
};

/** What came of each clip so far, in the order asked for. */
export const processedClips = (job: ProcessingJob, compositions: readonly Composition[]): readonly ProcessedClip[] => {
  const { clips, operations } = requestOf(job);
  const video = operations.some((operation) => operation !== 'thumbnail');
  return clips.map((source, index) => {
    const { outputUrl = null, result = null, metadata = null } = compositions[index] ?? {};
    const thumbnail = operations.includes('thumbnail') ? (result?.thumbnail ?? null) : null;
    return {
      source,
      output_url: video ? outputUrl : null,
      thumbnail_url: thumbnail === null ? null : formatObjectUrl(thumbnail),
      duration: result?.duration ?? null,
      width: settingOf(metadata, 'width'),
      height: settingOf(metadata, 'height'),
    };
  });
};

/** How a job of type `process-clips` ended: completed where every clip was. */
export const processClipsOutcome = (job: ProcessingJob, compositions: readonly Composition[]): ProcessingOutcome => {
  const result = { clips: processedClips(job, compositions) };
  const failed = compositions.flatMap((composition, index) => {
    const error = failureOf(composition);
    return error === null ? [] : [{ pointer: `/clips/${index}`, code: error.code, message: error.message }];
  });
  const [first] = failed;
  if (first === undefined) return { status: 'completed', result };
  const message = `${failed.length} of ${compositions.length} clips could not be processed. ${first.message}`;
  return { status: 'failed', error: { code: first.code, message, details: { errors: failed } }, result };
};

/** What a callback tells of a job that has ended. */
export const processingCallback = ({ processingId, status, result, error }: ProcessingJob) => ({
  processing_id: processingId,
  status,
  ...result,
  error,
});

/** A job of type `process-clips` as GET shows it; `compositions` are its renders, in order. */
export const processClipsAnswer = (job: ProcessingJob, compositions: readonly Composition[]) => ({
  processing_id: job.processingId,
  status: statusOf(job, compositions),
  clips: job.result?.['clips'] ?? processedClips(job, compositions),
  error: job.error,
  operations: requestOf(job).operations,
  created_at: job.createdAt.toISOString(),
  completed_at: job.completedAt?.toISOString() ?? null,
});

const statusOf = ({ status }: ProcessingJob, compositions: readonly Composition[]): ProcessingStatus =>
  status === 'queued' && compositions.some((composition) => composition.status !== 'queued') ? 'processing' : status;

// The door validated it before it was stored; nothing else writes this column.
const requestOf = (job: ProcessingJob): ProcessClipsRequest => job.config as unknown as ProcessClipsRequest;

const failureOf = (composition: Composition): StoredError | null =>
  composition.status === 'cancelled'
    ? { code: 'CANCELLED', message: 'Its render was cancelled.', details: {} }
    : errorOf(composition);

const settingOf = (metadata: JsonObject | null, name: string): number | null => {
  const settings = metadata?.['settings'];
  const value =
    typeof settings === 'object' && settings !== null
      ? Object.entries(settings).find(([key]) => key === name)?.[1]
      : null;
  return typeof value === 'number' ? value : null;
};
