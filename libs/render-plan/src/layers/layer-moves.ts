import { compare, framesIn, type LayerBase, type Rational, rational } from '#lib/timeline';
import type { LayerMove } from './layer-plan.js';

/** Output frames [from, to). */
export interface Shown {
  readonly from: number;
  readonly to: number;
}

/** When a layer is seen in a video of `frames` frames: for one frame at least. */
export const framesOf = ({ start, end }: LayerBase, fps: Rational, frames: number): Shown => {
  const whole = rational(frames * fps.den, fps.num);
  const from = Math.min(frames - 1, framesIn(start, fps));
  const ends = end !== null && compare(end, whole) < 0 ? framesIn(end, fps) : frames;
  return { from, to: Math.max(from + 1, ends) };
};

/** Coming and going share the time the layer is shown, so that it is seen whole at least for a moment. */
export const movesOf = ({ animation }: LayerBase, fps: Rational, { from, to }: Shown): readonly LayerMove[] => {
  if (animation === null) return [];
  const frames = Math.min(framesIn(animation.duration, fps), Math.floor((to - from) / 2));
  if (frames === 0) return [];
  return [
    ...(animation.in === null ? [] : [{ direction: 'in' as const, effect: animation.in, start: from, frames }]),
    ...(animation.out === null
      ? []
      : [{ direction: 'out' as const, effect: animation.out, start: to - frames, frames }]),
  ];
};
