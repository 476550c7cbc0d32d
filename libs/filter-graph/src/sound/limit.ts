import { audio } from '../nodes/builders.js';
import type { AudioPad } from '../nodes/node.js';

/** −1 dBFS: what a lossy codec adds to a peak still fits. */
const CEILING = 0.891;

/**
 * Keeps peaks under −1 dBFS; what never comes near is passed on bit by bit. Looks ahead by its attack (5 ms), which
 * `latency` takes out again.
 */
export const limited = (input: AudioPad): AudioPad =>
  audio('alimiter', { limit: CEILING, attack: 5, release: 50, level: 0, latency: 1 }, input);
