import type { ClipOperation } from '#lib/answers';
import { type CompositionRequest, DEFAULTS } from '#lib/composition-request';
import { type JsonObject, type NewComposition, newCompositionId } from '#lib/persistence';

export interface ClipContext {
  readonly operations: readonly ClipOperation[];
  readonly requestId: string;
  readonly defaultCrf: number;
  readonly allows4k: boolean;
}

export const ORIGIN = 'process-clips';

/**
 * One clip as a composition of its own, in its own size. Rendering is what normalises it: one constant frame rate, even sides, square
 * pixels, BT.709, upright, with a sound of 48 kHz as long as its picture.
 */
export const toComposition = (
  url: string,
  { operations, requestId, defaultCrf, allows4k }: ClipContext,
): NewComposition => {
  const request: CompositionRequest = {
    clips: [{ url, color_preset: operations.includes('color_correct') ? 'corrected' : 'none' }],
    output: {
      ...{ resolution: allows4k ? '4k' : '1440p', source_size: true },
      ...{ fps: DEFAULTS.output.fps, crf: defaultCrf },
      ...(operations.every((operation) => operation === 'thumbnail') ? { still_only: true } : {}),
    },
  };
  return {
    compositionId: newCompositionId(),
    userId: null,
    // A request is JSON: it was made of nothing else.
    config: request as unknown as JsonObject,
    clientMetadata: null,
    origin: ORIGIN,
    priority: 'default',
    requestId,
  };
};
