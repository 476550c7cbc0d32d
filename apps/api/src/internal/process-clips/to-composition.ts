import type { ClipOperation } from '#lib/answers';
import { type CompositionRequest, DEFAULTS } from '#lib/composition-request';
import { type JsonObject, type NewComposition, newCompositionId } from '#lib/persistence';

export interface ClipContext {
  readonly operations: readonly ClipOperation[];
  readonly requestId: string;
  readonly defaultCrf: number;
}

export const ORIGIN = 'process-clips';

/**
 * One clip as a composition of its own. Rendering is what normalises it: one size, one constant frame rate, square pixels,
 * BT.709, upright, with a sound of 48 kHz as long as its picture.
 */
export const toComposition = (url: string, { operations, requestId, defaultCrf }: ClipContext): NewComposition => {
  const request: CompositionRequest = {
    clips: [{ url, color_preset: operations.includes('color_correct') ? 'corrected' : 'none' }],
    output: { resolution: DEFAULTS.output.resolution, fps: DEFAULTS.output.fps, crf: defaultCrf },
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
