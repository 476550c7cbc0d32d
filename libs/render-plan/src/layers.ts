import type { Problem } from '#lib/contracts';
import {
  compare,
  framesIn,
  type Layer,
  type LayerBase,
  positionProblems,
  type Rational,
  rational,
  type Timeline,
} from '#lib/timeline';
import { layerPosition, type Size } from './geometry.js';
import type { LayerArt } from './layer-art.js';
import { type LayerContent, type LayerMove, type SegmentLayer, TIMECODE_LENGTH } from './layer-plan.js';
import type { PictureTable } from './picture-table.js';

/** A layer's place in the whole video, in output frames. */
export type PlacedLayer = SegmentLayer;

/** Problems that show only now that the size of every layer is known; those that showed before are not repeated. */
export const layerRefusals = ({ layers, output }: Timeline, arts: readonly LayerArt[]): readonly Problem[] =>
  layers.flatMap((layer, index) => {
    const art = arts[index];
    return art === undefined || positionProblems(layer, output, null).length > 0
      ? []
      : positionProblems(layer, output, boxOf(layer, art));
  });

/** The size of the whole layer, by which it is placed. */
const boxOf = (layer: Layer, art: LayerArt): Size => {
  switch (art.kind) {
    case 'still':
      return art.box;
    case 'timecode':
      return { width: art.cellWidth * TIMECODE_LENGTH[formatOf(layer)], height: art.picture.height };
  }
};

const formatOf = (layer: Layer) => {
  if (layer.kind !== 'timecode') throw new RangeError('Only a timecode is shown as one.');
  return layer.format;
};

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
    const box = boxOf(layer, art);
    const place = layerPosition(layer, box, output);
    const shown = framesOf(layer, output.fps, frames);
    return {
      content: contentOf(layer, art, pictures),
      ...(art.kind === 'still'
        ? { x: place.x + art.at.x, y: place.y + art.at.y, width: art.picture.width, height: art.picture.height }
        : { ...place, ...box }),
      ...shown,
      opacity: layer.opacity,
      moves: movesOf(layer, output.fps, shown),
    };
  });

const contentOf = (layer: Layer, art: LayerArt, pictures: PictureTable): LayerContent => {
  const picture = pictures.indexOf(art.picture);
  if (art.kind === 'still') return { kind: 'picture', picture };
  return { kind: 'timecode', picture, cellWidth: art.cellWidth, format: formatOf(layer), offset: 0 };
};

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
  content: laterContent(layer.content, start),
  from: Math.max(0, layer.from - start),
  to: Math.min(frames, layer.to - start),
  moves: layer.moves
    .map((move) => ({ ...move, start: move.start - start }))
    .filter((move) => move.start < frames && move.start + move.frames > 0),
});

/** What a layer shows from `frames` frames later on. */
export const laterContent = (content: LayerContent, frames: number): LayerContent =>
  content.kind === 'timecode' ? { ...content, offset: content.offset + frames } : content;
