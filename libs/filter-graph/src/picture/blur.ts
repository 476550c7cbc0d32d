import type { Size } from '#lib/render-plan';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { type Chroma, type Scene, tagged } from './scene.js';

/** Blurring a picture this many times smaller costs next to nothing and looks the same once it is large again. */
const SHRINK = 8;
/** Of the small picture's height. */
const SIGMA = 1 / 30;

const even = (length: number): number => Math.max(2, 2 * Math.round(length / 2));

/** A blurred copy of a picture of size `box`, filling the canvas. */
export const blurred = ({ canvas }: Scene, box: Size, chroma: Chroma, input: VideoPad): VideoPad => {
  const small = { width: even(canvas.width / SHRINK), height: even(canvas.height / SHRINK) };
  const factor = Math.max(small.width / box.width, small.height / box.height);
  const width = Math.max(small.width, even(box.width * factor));
  const height = Math.max(small.height, even(box.height * factor));
  const tiny = video('scale', { width, height, flags: 'area' }, input);
  const cut = video('crop', { w: small.width, h: small.height }, tiny);
  const soft = video('gblur', { sigma: Number((small.height * SIGMA).toFixed(3)) }, cut);
  const large = video('scale', { width: canvas.width, height: canvas.height, flags: 'bicubic' }, soft);
  return tagged(video('setsar', { sar: 1 }, video('format', { pix_fmts: `yuv${chroma}p` }, large)));
};
