import type { Problem } from '#lib/contracts';
import {
  compare,
  framesIn,
  type LayerBase,
  positionProblems,
  type Rational,
  rational,
  type Timeline,
} from '#lib/timeline';
import { layerPosition } from './geometry.js';
import type { LayerArt } from './layer-art.js';
import type { LayerMove, SegmentLayer } from './layer-plan.js';
import type { PictureTable } from './picture-table.js';

/** A layer's place in the whole video, in output frames. */
export type PlacedLayer = SegmentLayer;

/** Problems that show only now that the size of every layer is known; those that showed before are not repeated. */
export const layerRefusals = ({ layers, output }: Timeline, arts: readonly LayerArt[]): readonly Problem[] =>
  layers.flatMap((layer, index) =>
    positionProblems(layer, output, null).length > 0
      ? []
      : positionProblems(layer, output, arts[index]?.picture ?? null),
  );

/** Layers in output frames; each is seen for one frame at least. */
export const placeLayers = (
  { layers, output }: Timeline,
  arts: readonly LayerArt[],
  pictures: PictureTable,
  frames: number,
): readonly PlacedLayer[] =>
  layers.map((layer, index) => {
    const art = arts[index];
    if (art === undefined) throw new RangeError(`Nobody drew layer ${index}.`);
    const { width, height } = art.picture;
    const shown = framesOf(layer, output.fps, frames);
    return {
      content: { kind: 'picture', picture: pictures.indexOf(art.picture) },
      ...layerPosition(layer, art.picture, output),
      ...{ width, height },
      ...shown,
      opacity: layer.opacity,
      moves: movesOf(layer, output.fps, shown),
    };
  });

interface Shown {
  readonly from: number;
  readonly to: number;
}

const framesOf = ({ start, end }: LayerBase, fps: Rational, frames: number): Shown => {
  const whole = rational(frames * fps.den, fps.num);
  const from = Math.min(frames - 1, framesIn(start, fps));
  const ends = end !== null && compare(end, whole) < 0 ? framesIn(end, fps) : frames;
  return { from, to: Math.max(from + 1, ends) };
};

/** Coming and going share the time the layer is shown, so that it is seen whole at least for a moment. */
const movesOf = ({ animation }: LayerBase, fps: Rational, { from, to }: Shown): readonly LayerMove[] => {
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

/** The layers seen in [start, start + frames), counted from `start`, in drawing order. */
export const layersWithin = (layers: readonly PlacedLayer[], start: number, frames: number): readonly SegmentLayer[] =>
  layers.map((layer) => within(layer, start, frames)).filter(({ from, to }) => from < to);

const within = (layer: PlacedLayer, start: number, frames: number): SegmentLayer => ({
  ...layer,
  from: Math.max(0, layer.from - start),
  to: Math.min(frames, layer.to - start),
  moves: layer.moves
    .map((move) => ({ ...move, start: move.start - start }))
    .filter((move) => move.start < frames && move.start + move.frames > 0),
});
