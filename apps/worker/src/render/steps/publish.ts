import type { RenderResult, RenditionResult } from '#lib/persistence';
import { thumbnailKey, videoKey } from '#lib/storage';
import { FORMATS } from '#lib/timeline';
import type { RenderContext } from '../context.js';
import type { RenderTools } from '../tools.js';
import type { PlannedJob } from './plan.js';
import type { VerifiedFile } from './verify.js';

/**
 * Uploads under keys of this attempt's own; the result counts only once its composition points at it.
 * @param files the result, then its renditions
 */
export async function publish(
  context: RenderContext,
  tools: RenderTools,
  { plan }: Pick<PlannedJob, 'plan'>,
  files: readonly VerifiedFile[],
  still: string | null,
): Promise<RenderResult> {
  const { compositionId, attempt, progress, signal, timeline } = context;
  const { mediaType: contentType, extension } = FORMATS[plan.encoder.format];
  const { bucket } = tools.settings;
  const [result, ...others] = files;
  if (result === undefined) throw new Error('There is no result to publish.');
  const upload = async ({ path }: VerifiedFile, key: string) => {
    await tools.store.putFile({ bucket, key }, path, { contentType, signal });
    return { bucket, key };
  };
  progress.report('uploading', 0, 'Uploading the result');
  const ref = await upload(result, videoKey(compositionId, attempt, extension));
  const renditions: RenditionResult[] = [];
  for (const [index, { name, width, height }] of timeline.output.renditions.entries()) {
    progress.report('uploading', (index + 1) / files.length, 'Uploading the renditions');
    const file = others[index];
    if (file === undefined) throw new Error('A rendition was not made.');
    const key = videoKey(compositionId, attempt, extension, name);
    renditions.push({ ...(await upload(file, key)), name, width, height, sizeBytes: file.sizeBytes });
  }
  const thumbnail = still === null ? null : { bucket, key: thumbnailKey(compositionId, attempt) };
  if (thumbnail !== null && still !== null)
    await tools.store.putFile(thumbnail, still, { contentType: 'image/jpeg', signal });
  progress.report('uploading', 1, 'Uploaded');
  const duration = (plan.frames * plan.fps.den) / plan.fps.num;
  return { ...ref, contentType, sizeBytes: result.sizeBytes, duration, frames: plan.frames, thumbnail, renditions };
}
