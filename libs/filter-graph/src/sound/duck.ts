import type { DuckingPlan } from '#lib/render-plan';
import { audio } from '../nodes/builders.js';
import type { AudioPad } from '../nodes/node.js';
import { exactly, stereo } from './stream.js';

/** Peaks above this are somebody speaking: −40 dBFS, after the voice's own volume. */
const VOICE_LEVEL = 0.01;
/** Samples; the breath between two words does not bring the music up. A quarter of a second. */
const HOLD = 12_000;

/**
 * The music, turned down by exactly `amountDb` wherever the voice is heard; both are `samples` long. Its envelope looks
 * ahead by the attack, so that the first syllable already stands alone. A straight line in decibels, both ways.
 */
export const ducked = (
  { amountDb, attack, release }: DuckingPlan,
  samples: number,
  music: AudioPad,
  voice: AudioPad,
): AudioPad => {
  const early = attack === 0 ? voice : audio('atrim', { start_sample: attack }, voice);
  const ahead = exactly(samples, audio('asetpts', { expr: 'N' }, early));
  const envelope = audio('aeval', { exprs: envelopeOf({ amountDb, attack, release }), channel_layout: 'mono' }, ahead);
  const both = stereo(audio('pan', { args: 'stereo|c0=c0|c1=c0' }, envelope));
  return audio('amultiply', {}, music, both);
};

/** Register 0 counts down from the last loud sample, register 1 is how far down the music is, 0–1. */
const envelopeOf = ({ amountDb, attack, release }: DuckingPlan): string => {
  const nepers = (amountDb * Math.LN10) / 20;
  // Ahead of its time by the attack, the envelope must wait for the end of the voice as much longer.
  const hold = HOLD + attack;
  const heard = `st(0,if(gt(max(abs(val(0)),abs(val(1))),${VOICE_LEVEL}),${hold},max(ld(0)-1,0)))`;
  const down = `st(1,clip(ld(1)+if(gt(ld(0),0),1/${Math.max(1, attack)},-1/${Math.max(1, release)}),0,1))`;
  return `${heard};${down};exp(-${nepers.toFixed(6)}*ld(1))`;
};
