import type { RenderResult } from '#lib/persistence';
import { thumbnailKey, videoKey } from '#lib/storage';
import type { RenderContext } from '../context.js';
import type { RenderTools } from '../tools.js';
import type { PlannedJob } from './plan.js';
import type { VerifiedFile } from './verify.js';

const CONTENT_TYPE = 'video/mp4';

/** Uploads under a key of this attempt's own; the result counts only once its composition points at it. */
export async function publish(
  context: RenderContext,
  tools: RenderTools,
  job: Pick<PlannedJob, 'plan'>,
  { path, sizeBytes }: VerifiedFile,
  still: string,
): Promise<RenderResult> {
  const { compositionId, attempt, progress, signal } = context;
  const { frames, fps } = job.plan;
  const ref = { bucket: tools.settings.bucket, key: videoKey(compositionId, attempt) };
  progress.report('uploading', 0, 'Uploading the result');
  await tools.store.putFile(ref, path, { contentType: CONTENT_TYPE, signal });
  const thumbnail = { bucket: ref.bucket, key: thumbnailKey(compositionId, attempt) };
  await tools.store.putFile(thumbnail, still, { contentType: 'image/jpeg', signal });
  progress.report('uploading', 1, 'Uploaded');
  const duration = (frames * fps.den) / fps.num;
  return { ...ref, contentType: CONTENT_TYPE, sizeBytes, duration, frames, thumbnail };
}
