import type { MediaInfo, RenderPlan } from '#lib/render-plan';
import type { Rational } from '#lib/timeline';
import type { GraphInput } from '../compile.js';
import { audioInput } from '../nodes/builders.js';
import type { AudioPad } from '../nodes/node.js';
import { soundFrom, soundSeek } from './stream.js';

/** Opens a medium's sound from `inPoint` on; null where it has none. Throws RangeError for a medium the plan does not hold. */
export type Listen = (
  media: number,
  inPoint: Rational,
  seek: boolean,
) => { readonly info: MediaInfo; readonly pad: AudioPad } | null;

/** A graph's inputs, which grow as it listens to the plan's media. */
export const listening = (plan: RenderPlan): { readonly inputs: readonly GraphInput[]; readonly listen: Listen } => {
  const inputs: GraphInput[] = [];
  const listen: Listen = (media, inPoint, seek) => {
    const info = plan.media[media]?.info;
    if (info === undefined) throw new RangeError(`The plan refers to medium ${media} of ${plan.media.length}.`);
    if (info.audio === null) return null;
    const pad = audioInput(inputs.length, info.audio.stream);
    const from = seek ? soundSeek(info, inPoint) : null;
    inputs.push({ kind: 'media', media, stream: 'audio', seek: from, decoder: null });
    return { info, pad: soundFrom(info, info.audio, inPoint, pad) };
  };
  return { inputs, listen };
};
