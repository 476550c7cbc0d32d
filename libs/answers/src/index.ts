export { type CallbackLogAnswer, callbackLogAnswer } from './callback-log.js';
export { compositionAnswer, errorOf } from './composition.js';
export { endEvent } from './end-event.js';
export {
  CLIP_OPERATIONS,
  type ClipOperation,
  type ProcessClipsRequest,
  type ProcessedClip,
  processClipsAnswer,
  processClipsOutcome,
  processedClips,
  processingCallback,
} from './processing.js';
