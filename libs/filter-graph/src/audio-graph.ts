import type { AudioBedPlan, RenderPlan } from '#lib/render-plan';
import { type CompiledGraph, compile, type GraphInput } from './compile.js';
import { audio } from './nodes/builders.js';
import type { AudioPad } from './nodes/node.js';
import { bedSound } from './sound/bed.js';
import { ducked } from './sound/duck.js';
import { laneSound } from './sound/lane.js';
import { limited } from './sound/limit.js';
import { listening } from './sound/listening.js';
import { measured } from './sound/loudness.js';
import { exactly, silence } from './sound/stream.js';

/**
 * The whole sound: exactly `plan.audio.samples` samples of 48 kHz stereo float at label `audio`; silence where nothing
 * is heard; peaks limited. Throws RangeError for a plan that refers to what it does not hold.
 */
export const audioGraph = (plan: RenderPlan): CompiledGraph => {
  const { inputs, mix } = mixOf(plan);
  return compile(inputs, [{ name: 'audio', pad: limited(mix) }]);
};

/** The same without the limiter and measured: the first of two passes to a loudness target. Peaks may be above full scale. */
export const mixGraph = (plan: RenderPlan): CompiledGraph => {
  const { inputs, mix } = mixOf(plan);
  return compile(inputs, [{ name: 'audio', pad: measured(mix) }]);
};

const mixOf = (plan: RenderPlan): { readonly inputs: readonly GraphInput[]; readonly mix: AudioPad } => {
  const { samples, lanes, beds, ducking } = plan.audio;
  const { inputs, listen } = listening(plan);
  const clips = lanes.map((lane) => exactly(samples, laneSound(lane, listen)));
  const of = (role: AudioBedPlan['role']): readonly AudioPad[] =>
    beds.filter((bed) => bed.role === role).map((bed) => exactly(samples, bedSound(bed, listen)));
  const [music, voices] = [of('music'), of('voice')];
  const beneath = (pad: AudioPad, voice: AudioPad): AudioPad =>
    ducking === null ? pad : ducked(ducking, samples, pad, voice);
  return { inputs, mix: mixed([...clips, ...music.map((pad) => voices.reduce(beneath, pad)), ...voices], samples) };
};

/** Without `normalize=0` every track would be as much quieter as there are tracks. */
const mixed = ([first, ...rest]: readonly AudioPad[], samples: number): AudioPad => {
  if (first === undefined) return silence(samples);
  if (rest.length === 0) return first;
  const how = { inputs: rest.length + 1, duration: 'longest', dropout_transition: 0, normalize: 0 };
  return audio('amix', how, first, ...rest);
};
