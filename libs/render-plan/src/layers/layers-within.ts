import type { LayerContent, SegmentLayer } from './layer-plan.js';

/** A layer's place in the whole video, in output frames. */
export type PlacedLayer = SegmentLayer;

/** The layers seen in [start, start + frames), counted from `start`, in drawing order. */
export const layersWithin = (layers: readonly PlacedLayer[], start: number, frames: number): readonly SegmentLayer[] =>
  layers.map((layer) => within(layer, start, frames)).filter(({ from, to }) => from < to);

const within = (layer: PlacedLayer, start: number, frames: number): SegmentLayer => ({
  ...layer,
  content: laterContent(layer, start),
  from: Math.max(0, layer.from - start),
  to: Math.min(frames, layer.to - start),
  moves: layer.moves
    .map((move) => ({ ...move, start: move.start - start }))
    .filter((move) => move.start < frames && move.start + move.frames > 0),
});

/** What a layer shows where counting begins `frames` frames later. */
export const laterContent = ({ content, from }: SegmentLayer, frames: number): LayerContent => {
  switch (content.kind) {
    case 'picture':
      return content;
    case 'timecode':
      return { ...content, offset: content.offset + frames };
    case 'film':
      return { ...content, offset: content.offset + Math.max(0, frames - from) };
  }
};
