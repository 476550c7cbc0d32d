import type { LayerMove, SegmentLayer } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import type { Scene } from './scene.js';
import { endless, skip, take } from './source.js';

/**
 * How far a move has come, 0–1, as an expression: an incoming layer has arrived on the move's last frame, an outgoing one
 * leaves its place on the second. The frame comes from `t`, since `n` counts frames read ahead as well, and is a whole
 * number, so that the same numbers come out in any segment.
 */
const progress = ({ fps }: Scene, { direction, start, frames }: LayerMove): string => {
  const first = start - (direction === 'in' ? 1 : 0);
  const since = first < 0 ? `+${-first}` : `-${first}`;
  return `clip((round(t*${fps.num}/${fps.den})${since})/${frames},0,1)`;
};

/** The part of the way that is still to go (in) or done (out): it slows down towards the layer's place. */
const distance = (scene: Scene, move: LayerMove): string =>
  move.direction === 'in' ? `pow(1-${progress(scene, move)},3)` : `pow(${progress(scene, move)},3)`;

interface Place {
  readonly x: number | string;
  readonly y: number | string;
}

/** Where the layer is: numbers while it stands, expressions over time while it slides or grows. */
export const moving = (scene: Scene, layer: SegmentLayer): Place => {
  const x = [String(layer.x), ...slides(scene, layer.moves, (move) => wayAcross(scene, layer, move))];
  const y = [String(layer.y), ...slides(scene, layer.moves, (move) => wayDown(scene, layer, move))];
  const pops = layer.moves.some(({ effect }) => effect === 'pop');
  const written = (terms: readonly string[], centred: string): number | string => {
    const all = pops ? [...terms, centred] : terms;
    return all.length === 1 ? Number(all[0]) : all.join('+').replaceAll('+-', '-');
  };
  return {
    x: written(x, `(${layer.width}-overlay_w)/2`),
    y: written(y, `(${layer.height}-overlay_h)/2`),
  };
};

const slides = (scene: Scene, moves: readonly LayerMove[], wayOf: (move: LayerMove) => number): readonly string[] =>
  moves.flatMap((move) => {
    const way = wayOf(move);
    return way === 0 ? [] : [`${way}*${distance(scene, move)}`];
  });

/** Pixels between the layer's place and just outside the canvas, on the side it comes from or goes to. */
const wayAcross = ({ canvas }: Scene, { x, width }: SegmentLayer, { direction, effect }: LayerMove): number => {
  if (effect !== 'slide_left' && effect !== 'slide_right') return 0;
  return (effect === 'slide_left') === (direction === 'in') ? canvas.width - x : -x - width;
};

const wayDown = ({ canvas }: Scene, { y, height }: SegmentLayer, { direction, effect }: LayerMove): number => {
  if (effect !== 'slide_up' && effect !== 'slide_down') return 0;
  return (effect === 'slide_up') === (direction === 'in') ? canvas.height - y : -y - height;
};

/** The layer with what changes in itself, its opacity and its size; of `frames` frames where anything does. */
export const animated = (scene: Scene, layer: SegmentLayer, frames: number, still: VideoPad): VideoPad => {
  const changing = layer.moves.filter(({ effect }) => effect === 'fade' || effect === 'pop');
  if (changing.length === 0) return still;
  const faded = layer.moves
    .filter(({ effect }) => effect === 'fade')
    .reduce((pad, move) => fade(scene, move, pad), lasting(scene, layer, still));
  return grown(scene, layer, take(frames, faded));
};

/** A film that ended with its last frame would lose it where `skip` cuts off the beginning of a fade. */
const lasting = (scene: Scene, { content }: SegmentLayer, pad: VideoPad): VideoPad => {
  switch (content.kind) {
    case 'picture':
      return frameByFrame(scene, pad);
    case 'film':
      return endless(pad);
    case 'timecode':
      return pad;
  }
};

/** A picture as an endless stream on the output grid. */
export const frameByFrame = ({ fps }: Scene, still: VideoPad): VideoPad => {
  const ever = endless(video('settb', { expr: rational(fps.den, fps.num) }, still));
  return video('fps', { fps, start_time: 0 }, video('setpts', { expr: 'N' }, ever));
};

/** As in `fades.ts`: what was missed of a fade is put in front and cut off again, for the same sums. */
const fade = ({ fps }: Scene, { direction, start, frames }: LayerMove, input: VideoPad): VideoPad => {
  const early = Math.max(0, -start);
  const whole = early === 0 ? input : video('tpad', { start: early, start_mode: 'clone' }, input);
  const args = { type: direction, start_frame: start + early, nb_frames: frames, alpha: 1 };
  return skip(fps, early, video('fade', args, whole));
};

/** Overshoots a little and settles (the "back" easing, Penner 2001, with its usual constant). */
const BACK = 1.70158;

const grown = (scene: Scene, { moves, width, height }: SegmentLayer, input: VideoPad): VideoPad => {
  const pops = moves.filter(({ effect }) => effect === 'pop').map((move) => size(scene, move));
  if (pops.length === 0) return input;
  const scaled = (length: number): string => `max(2,2*round(${length / 2}*${pops.join('*')}))`;
  return video('scale', { w: scaled(width), h: scaled(height), eval: 'frame', flags: 'bicubic' }, input);
};

const size = (scene: Scene, move: LayerMove): string => {
  const p = move.direction === 'in' ? `(${progress(scene, move)}-1)` : `(0-${progress(scene, move)})`;
  return `(1+${BACK + 1}*pow(${p},3)+${BACK}*pow(${p},2))`;
};
