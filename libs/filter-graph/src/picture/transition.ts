import type { Span } from '#lib/render-plan';
import { rational, toSeconds } from '#lib/timeline';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { clockOf } from './clock.js';
import { type Scene, tagged } from './scene.js';
import { skip, take } from './source.js';

type TransitionSpan = Extract<Span, { readonly kind: 'transition' }>;

/**
 * Frames [offset, offset + frames) of a transition of `total` frames between two endless pictures. xfade reckons from its
 * first frame; a negative offset lets it start in the middle, with the very numbers it would have there in one piece.
 *
 * Frame 0 is the outgoing picture alone. xfade would draw it too, but its slides then read one line beside the picture,
 * whatever stands there: not the same bytes twice. So it begins one tick later and hands that frame through, without
 * reading the incoming picture, whose first frame is therefore left out.
 */
export const crossed = ({ fps }: Scene, span: TransitionSpan, from: VideoPad, to: VideoPad): VideoPad => {
  const { total, offset, frames, effect } = span;
  if (offset === 0 && frames === 1) return subsampled(take(1, from));
  const { tick, ticksPerFrame } = clockOf(fps);
  const seconds = (ticks: number): string => toSeconds(rational(ticks * tick.num, tick.den)).toFixed(6);
  const ticked = (input: VideoPad): VideoPad => video('settb', { expr: tick }, input);
  const args = {
    transition: effect,
    duration: seconds(total * ticksPerFrame),
    offset: seconds(1 - offset * ticksPerFrame),
  };
  const incoming = offset === 0 ? take(frames - 1, skip(fps, 1, to)) : take(frames, to);
  return subsampled(video('xfade', args, ticked(take(frames, from)), ticked(incoming)));
};

const subsampled = (input: VideoPad): VideoPad => tagged(video('format', { pix_fmts: 'yuv420p' }, input));
