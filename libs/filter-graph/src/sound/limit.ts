import { audio } from '../nodes/builders.js';
import type { AudioPad } from '../nodes/node.js';
import { SAMPLE_RATE, stereo } from './stream.js';

/** −1 dBFS: what a lossy codec adds to a peak still fits. */
const CEILING = 0.891;
/** −2 dBTP, a decibel under what EBU R128 allows: that much is the codec's. */
const TRUE_PEAK_CEILING = 0.794;
/** Peaks between samples are found among four times as many (ITU-R BS.1770-4, annex 2). */
const OVERSAMPLED = 4 * SAMPLE_RATE;

/**
 * Keeps peaks under −1 dBFS; what never comes near is passed on bit by bit. Looks ahead by its attack (5 ms), which
 * `latency` takes out again.
 */
export const limited = (input: AudioPad): AudioPad => limiter(CEILING, input);

/** Keeps true peaks under −2 dBTP. */
export const peakLimited = (input: AudioPad): AudioPad => {
  const fine = audio('aresample', { sample_rate: OVERSAMPLED }, input);
  return stereo(audio('aresample', { sample_rate: SAMPLE_RATE }, limiter(TRUE_PEAK_CEILING, fine)));
};

const limiter = (limit: number, input: AudioPad): AudioPad =>
  audio('alimiter', { limit, attack: 5, release: 50, level: 0, latency: 1 }, input);
