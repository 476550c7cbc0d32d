import type { Segment } from '#lib/render-plan';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { overlay } from './scene.js';

/** Lays the segment's layers over the picture, in their order. `pictureOf` gives the pad of a picture's file. */
export const withLayers = (
  { layers, frames }: Segment,
  pictureOf: (picture: number) => VideoPad,
  base: VideoPad,
): VideoPad =>
  layers.reduce((picture, { picture: index, x, y, from, to }) => {
    const always = from <= 0 && to >= frames;
    const enable = always ? {} : { enable: `between(n,${from},${to - 1})` };
    return overlay(picture, pictureOf(index), '420', { x, y }, enable);
  }, base);

/** A layer's file in the colours of the canvas; chroma is halved, which is why its size and place are even. */
export const layerPicture = (input: VideoPad): VideoPad => {
  const scaled = video('scale', { out_color_matrix: 'bt709', out_range: 'tv', flags: 'bicubic' }, input);
  return video('format', { pix_fmts: 'yuva420p' }, scaled);
};
