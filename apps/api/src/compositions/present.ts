import type { StoredError } from '#lib/contracts';
import type { Composition, JsonObject } from '#lib/persistence';
import { formatObjectUrl } from '#lib/storage';

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

/** A composition as GET shows it. */
export const present = (composition: Composition) => {
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
    error: errorOf(composition),
    ...(clientMetadata === null ? {} : { metadata: clientMetadata }),
  };
};

/** `http://…` → `ws://…/ws/compositions/{id}`. */
export const websocketUrl = (publicUrl: string, compositionId: string): string =>
  `${publicUrl.replace(/^http/, 'ws')}/ws/compositions/${compositionId}`;

/** The answer to POST, which is also what a repeated Idempotency-Key gets. */
export const presentCreated = (composition: Composition, publicUrl: string, estimatedDuration: number): JsonObject => ({
  composition_id: composition.compositionId,
  status: 'queued',
  created_at: composition.createdAt.toISOString(),
  estimated_duration: estimatedDuration,
  websocket_url: websocketUrl(publicUrl, composition.compositionId),
  ...(composition.clientMetadata === null ? {} : { metadata: composition.clientMetadata }),
});
