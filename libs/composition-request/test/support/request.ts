import type { CompositionRequest } from '../../src/index.js';

/** One clip as it is, and these changes. */
export const request = (changes: Partial<CompositionRequest> = {}): CompositionRequest => ({
  clips: [{ url: 's3://cutroom/a.mp4' }],
  ...changes,
});
