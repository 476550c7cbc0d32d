import { type Rational, toSeconds } from '#lib/timeline';
import { audio } from '../nodes/builders.js';
import type { AudioPad } from '../nodes/node.js';

/** One `atempo` goes down to a half; above two it leaves samples out instead of blending them (ffmpeg-filters(1)). */
const SLOWEST = 0.5;
const FASTEST = 2;

/** Faster or slower at the same pitch; speeds 1/4–4 take up to two steps. */
export const atTempo = (speed: Rational, input: AudioPad): AudioPad => {
  const tempo = toSeconds(speed);
  if (tempo === 1) return input;
  const steps = tempo < SLOWEST || tempo > FASTEST ? 2 : 1;
  const step = tempo ** (1 / steps);
  return Array.from({ length: steps }).reduce<AudioPad>((pad) => audio('atempo', { tempo: step }, pad), input);
};
