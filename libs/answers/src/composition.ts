import { formatObjectUrl, type StoredError } from '#lib/contracts';
import type { Composition, RenditionResult } from '#lib/persistence';

const time = (date: Date | null): string | null => date?.toISOString() ?? null;

export const errorOf = (
  composition: Pick<Composition, 'errorCode' | 'errorMessage' | 'errorDetails'>,
): StoredError | null =>
  composition.errorCode === null
    ? null
    : {
        code: composition.errorCode,
        message: composition.errorMessage ?? '',
        details: composition.errorDetails ?? {},
      };

const renditionAnswer = ({ name, width, height, sizeBytes, ...ref }: RenditionResult) => ({
  ...{ name, width, height },
  output_url: formatObjectUrl(ref),
  size_bytes: sizeBytes,
});

/** A composition as GET shows it, and as its callback tells it. Holds no presigned URL. */
export const compositionAnswer = (composition: Composition) => {
  const { result, clientMetadata } = composition;
  const thumbnail = result?.thumbnail ?? null;
  return {
    composition_id: composition.compositionId,
    status: composition.status,
    progress: composition.progress,
    created_at: composition.createdAt.toISOString(),
    updated_at: composition.updatedAt.toISOString(),
    started_at: time(composition.startedAt),
    completed_at: time(composition.completedAt),
    output_url: composition.outputUrl,
    thumbnail_url: thumbnail === null ? null : formatObjectUrl(thumbnail),
    duration: result?.duration ?? null,
    size_bytes: result?.sizeBytes ?? null,
    ...(result?.renditions === undefined || result.renditions.length === 0
      ? {}
      : { renditions: result.renditions.map(renditionAnswer) }),
    error: errorOf(composition),
    ...(clientMetadata === null ? {} : { metadata: clientMetadata }),
  };
};
