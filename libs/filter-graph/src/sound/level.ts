import type { Ramp, RampCurve } from '#lib/render-plan';
import { audio } from '../nodes/builders.js';
import type { AudioPad } from '../nodes/node.js';

/** Ramps at the two ends of a sound of `samples` samples. */
export interface Shape {
  readonly samples: number;
  readonly gain: number;
  readonly fadeIn: Ramp | null;
  readonly fadeOut: Ramp | null;
}

export const shaped = ({ samples, gain, fadeIn, fadeOut }: Shape, input: AudioPad): AudioPad => {
  const loud = gain === 1 ? input : audio('volume', { volume: gain, precision: 'float' }, input);
  const risen = fadeIn === null ? loud : ramp('in', 0, fadeIn, loud);
  return fadeOut === null ? risen : ramp('out', samples - fadeOut.samples, fadeOut, risen);
};

/** afade's names: quarter of a sine, half of a sine, triangle. */
const CURVES: Readonly<Record<RampCurve, string>> = { power: 'qsin', level: 'hsin', straight: 'tri' };

const ramp = (type: 'in' | 'out', start: number, { samples, curve }: Ramp, input: AudioPad): AudioPad =>
  audio('afade', { type, start_sample: start, nb_samples: samples, curve: CURVES[curve] }, input);
