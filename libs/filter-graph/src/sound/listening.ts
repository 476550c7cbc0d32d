import type { MediaInfo, RenderPlan } from '#lib/render-plan';
import type { Rational } from '#lib/timeline';
import type { GraphInput } from '../compile.js';
import { audioInput } from '../nodes/builders.js';
import type { AudioPad } from '../nodes/node.js';
import { isCutShort } from './length.js';
import { soundFrom, soundSeek } from './stream.js';

/** From the first sample on, for what is heard from its beginning; or wherever in it. */
export type ListeningWay = 'beginning' | 'anywhere';

/** Opens a medium's sound from `inPoint` on; null where it has none. Throws RangeError for a medium the plan does not hold. */
export type Listen = (
  media: number,
  inPoint: Rational,
  way: ListeningWay,
) => { readonly info: MediaInfo; readonly pad: AudioPad } | null;

/** A graph's inputs, which grow as it listens to the plan's media. */
export const listening = (plan: RenderPlan): { readonly inputs: readonly GraphInput[]; readonly listen: Listen } => {
  const inputs: GraphInput[] = [];
  const listen: Listen = (media, inPoint, way) => {
    const info = plan.media[media]?.info;
    if (info === undefined) throw new RangeError(`The plan refers to medium ${media} of ${plan.media.length}.`);
    if (info.audio === null) return null;
    const pad = audioInput(inputs.length, info.audio.stream);
    const seek = way === 'anywhere' ? soundSeek(info, inPoint) : null;
    const whole = way === 'beginning' && isCutShort(info);
    inputs.push({ kind: 'media', media, stream: 'audio', seek, decoder: null, whole, asStored: false });
    const clock = way === 'anywhere' && info.seekable ? 'file' : 'stream';
    return { info, pad: soundFrom(clock, info.audio, inPoint, pad) };
  };
  return { inputs, listen };
};
