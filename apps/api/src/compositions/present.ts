import type { Composition, JsonObject } from '#lib/persistence';

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
