import type { AudioBedPlan, AudioSpan, MediaInfo, RenderPlan } from '#lib/render-plan';
import { framesIn, type Rational, rational, ZERO } from '#lib/timeline';
import { type CompiledGraph, compile, type GraphInput } from './compile.js';
import { audio, audioInput, concatAudio } from './nodes/builders.js';
import type { AudioPad } from './nodes/node.js';
import { ducked } from './sound/duck.js';
import { shaped } from './sound/level.js';
import { limited } from './sound/limit.js';
import { exactly, SAMPLE_RATE, silence, soundFrom, soundSeek } from './sound/stream.js';

/**
 * The whole sound: exactly `plan.audio.samples` samples of 48 kHz stereo float at label `audio`; silence where nothing
 * is heard; peaks limited. Throws RangeError for a plan that refers to what it does not hold.
 */
export const audioGraph = (plan: RenderPlan): CompiledGraph => {
  const { inputs, mix } = mixOf(plan);
  return compile(inputs, [{ name: 'audio', pad: limited(mix) }]);
};

/** The same without the limiter: what a loudness target is measured on. Peaks may be above full scale. */
export const mixGraph = (plan: RenderPlan): CompiledGraph => {
  const { inputs, mix } = mixOf(plan);
  return compile(inputs, [{ name: 'audio', pad: mix }]);
};

const mixOf = (plan: RenderPlan): { readonly inputs: readonly GraphInput[]; readonly mix: AudioPad } => {
  const { samples, lanes, beds, ducking } = plan.audio;
  const inputs: GraphInput[] = [];
  const listen: Listen = (media, inPoint, seek) => {
    const info = plan.media[media]?.info;
    if (info === undefined) throw new RangeError(`The plan refers to medium ${media} of ${plan.media.length}.`);
    if (info.audio === null) return null;
    const pad = audioInput(inputs.length, info.audio.stream);
    inputs.push({ kind: 'media', media, stream: 'audio', seek: seek ? soundSeek(info, inPoint) : null });
    return { info, pad: soundFrom(info, info.audio, inPoint, pad) };
  };
  const clips = lanes.map((lane) => exactly(samples, laneSound(lane, listen)));
  const of = (role: AudioBedPlan['role']): readonly AudioPad[] =>
    beds.filter((bed) => bed.role === role).map((bed) => exactly(samples, bedSound(bed, listen)));
  const [music, voices] = [of('music'), of('voice')];
  const under = (voice: AudioPad, pad: AudioPad): AudioPad =>
    ducking === null ? pad : ducked(ducking, samples, pad, voice);
  const beneath = music.map((pad) => voices.reduce((quieter, voice) => under(voice, quieter), pad));
  return { inputs, mix: mixed([...clips, ...beneath, ...voices], samples) };
};

/** Opens a medium's sound; null where it has none. */
type Listen = (
  media: number,
  inPoint: Rational,
  seek: boolean,
) => { readonly info: MediaInfo; readonly pad: AudioPad } | null;

const laneSound = (lane: readonly AudioSpan[], listen: Listen): AudioPad => {
  const [first, ...rest] = lane.filter(({ samples }) => samples > 0).map((span) => spanSound(span, listen));
  return first === undefined ? silence(1) : concatAudio([first, ...rest]);
};

const spanSound = (span: AudioSpan, listen: Listen): AudioPad => {
  if (span.kind === 'silence') return silence(span.samples);
  const heard = listen(span.media, span.inPoint, true);
  return heard === null ? silence(span.samples) : shaped(span, exactly(span.samples, heard.pad));
};

const bedSound = (bed: AudioBedPlan, listen: Listen): AudioPad => {
  // Seeking is inexact in the likes of MP3, and a bed starts at its start anyway.
  const heard = listen(bed.media, ZERO, false);
  if (heard === null) return silence(bed.start + bed.samples);
  const looped = needsLoop(bed, heard.info) ? endless(bed.samples, heard.pad) : heard.pad;
  const sound = shaped(bed, exactly(bed.samples, looped));
  return bed.start === 0 ? sound : concatAudio([silence(bed.start), sound]);
};

const needsLoop = ({ loop, samples }: AudioBedPlan, { audio: stream, duration }: MediaInfo): boolean => {
  const own = stream?.duration ?? duration;
  return loop && (own === null || framesIn(own, rational(SAMPLE_RATE)) < samples);
};

/** Looped as samples, so that no codec's priming is heard at the seam; at most `samples` are held in memory. */
const endless = (samples: number, input: AudioPad): AudioPad => audio('aloop', { loop: -1, size: samples }, input);

/** Without `normalize=0` every track would be as much quieter as there are tracks. */
const mixed = ([first, ...rest]: readonly AudioPad[], samples: number): AudioPad => {
  if (first === undefined) return silence(samples);
  if (rest.length === 0) return first;
  const how = { inputs: rest.length + 1, duration: 'longest', dropout_transition: 0, normalize: 0 };
  return audio('amix', how, first, ...rest);
};
