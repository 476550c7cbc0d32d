import { audio } from '../nodes/builders.js';
import type { AudioPad } from '../nodes/node.js';

/** Samples; linear ramps at the two ends of a sound of `samples` samples. */
export interface Shape {
  readonly samples: number;
  readonly gain: number;
  readonly fadeIn: number;
  readonly fadeOut: number;
}

/** Straight ramps: two sounds that cross over never add up to more than either. */
export const shaped = ({ samples, gain, fadeIn, fadeOut }: Shape, input: AudioPad): AudioPad => {
  const loud = gain === 1 ? input : audio('volume', { volume: gain, precision: 'float' }, input);
  const risen = fadeIn === 0 ? loud : ramp('in', 0, fadeIn, loud);
  return fadeOut === 0 ? risen : ramp('out', samples - fadeOut, fadeOut, risen);
};

const ramp = (type: 'in' | 'out', start: number, samples: number, input: AudioPad): AudioPad =>
  audio('afade', { type, start_sample: start, nb_samples: samples, curve: 'tri' }, input);
