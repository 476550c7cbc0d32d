import type { Span } from '#lib/render-plan';
import { rational, toSeconds } from '#lib/timeline';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { type Scene, tagged } from './scene.js';

type TransitionSpan = Extract<Span, { readonly kind: 'transition' }>;

/**
 * Frames [offset, offset + frames) of a transition of `total` frames. xfade reckons from its first frame;
 * a negative offset lets it start in the middle, with the very numbers it would have there in one piece.
 */
export const crossed = ({ fps }: Scene, span: TransitionSpan, from: VideoPad, to: VideoPad): VideoPad => {
  const seconds = (frames: number): string => toSeconds(rational(frames * fps.den, fps.num)).toFixed(6);
  const args = { transition: span.effect, duration: seconds(span.total), offset: seconds(-span.offset) };
  return tagged(video('format', { pix_fmts: 'yuv420p' }, video('xfade', args, from, to)));
};
