import type { RenderResult } from '#lib/persistence';
import type { RenderPlan } from '#lib/render-plan';
import { thumbnailKey, videoKey } from '#lib/storage';
import { FORMATS } from '#lib/timeline';
import type { RenderContext } from '../context.js';
import type { RenderTools } from '../tools.js';

/**
 * Where the result, its renditions and its thumbnail go: keys of this attempt's own; they count only once its composition points
 * at them.
 * @param sizes bytes of the result, then of its renditions
 */
export function resultPlaces(
  { compositionId, attempt, timeline }: Pick<RenderContext, 'compositionId' | 'attempt' | 'timeline'>,
  { settings: { bucket } }: Pick<RenderTools, 'settings'>,
  { encoder, frames, fps }: RenderPlan,
  [sizeBytes, ...others]: readonly number[],
): RenderResult {
  if (sizeBytes === undefined) throw new Error('There is no result to publish.');
  const { mediaType: contentType, extension } = FORMATS[encoder.format];
  const renditions = timeline.output.renditions.map(({ name, width, height }, index) => {
    const size = others[index];
    if (size === undefined) throw new Error('A rendition was not made.');
    return { bucket, key: videoKey(compositionId, attempt, extension, name), name, width, height, sizeBytes: size };
  });
  return {
    ...{ bucket, key: videoKey(compositionId, attempt, extension), contentType, sizeBytes, frames, renditions },
    duration: (frames * fps.den) / fps.num,
    thumbnail: encoder.picture === null ? null : { bucket, key: thumbnailKey(compositionId, attempt) },
  };
}

/** Uploads the result and its renditions. */
export async function publish(
  { signal, progress }: Pick<RenderContext, 'signal' | 'progress'>,
  { store }: Pick<RenderTools, 'store'>,
  { renditions, contentType, bucket, key }: RenderResult,
  paths: readonly string[],
): Promise<void> {
  for (const [index, ref] of [{ bucket, key }, ...(renditions ?? [])].entries()) {
    progress.report('uploading', index / paths.length, 'Checking and uploading the result');
    await store.putFile({ bucket: ref.bucket, key: ref.key }, paths[index] ?? '', { contentType, signal });
  }
}

/** Uploads the thumbnail, where there is one. */
export async function publishStill(
  { signal }: Pick<RenderContext, 'signal'>,
  { store }: Pick<RenderTools, 'store'>,
  { thumbnail }: Pick<RenderResult, 'thumbnail'>,
  picture: string | null,
): Promise<void> {
  if (thumbnail === null || picture === null) return;
  await store.putFile(thumbnail, picture, { contentType: 'image/jpeg', signal });
}
