import type { Segment, SegmentLayer } from '#lib/render-plan';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { animated, moving } from './layer-moves.js';
import { overlay, type Scene } from './scene.js';

/** Lays the segment's layers over the picture, in their order. `contentOf` opens what a layer shows. */
export const withLayers = (
  scene: Scene,
  { layers, frames }: Segment,
  contentOf: (layer: SegmentLayer) => VideoPad,
  base: VideoPad,
): VideoPad =>
  layers.reduce((picture, layer) => {
    const { from, to, opacity } = layer;
    const always = from <= 0 && to >= frames;
    const enable = always ? {} : { enable: `between(n,${from},${to - 1})` };
    const top = animated(scene, layer, frames, translucent(opacity, contentOf(layer)));
    return overlay(picture, top, '420', moving(scene, layer), enable);
  }, base);

/** A layer's file in the colours of the canvas; chroma is halved, which is why its size and place are even. */
export const layerPicture = (input: VideoPad): VideoPad => {
  const scaled = video('scale', { out_color_matrix: 'bt709', out_range: 'tv', flags: 'bicubic' }, input);
  return video('format', { pix_fmts: 'yuva420p' }, scaled);
};

const translucent = (opacity: number, input: VideoPad): VideoPad =>
  opacity === 1 ? input : video('lutyuv', { a: `val*${opacity}` }, input);
