import type { ClipView, FitGeometry, VideoInfo } from '#lib/render-plan';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { hdrTransfer, sourceMatrix, sourceRange } from './color.js';
import { graded } from './grade.js';
import { type Chroma, overlay, type Scene, solid, tagged } from './scene.js';
import { isWideGamut, narrowed, toneMapped } from './tone-map.js';

/**
 * A source's picture as large as it will stand on the canvas: one scale to the exact size, square pixels, BT.709 limited
 * range, in the colours of its look, opaque.
 */
export const boxed = (
  scene: Scene,
  stream: VideoInfo,
  { crop, scale }: FitGeometry,
  { colorPreset }: Pick<ClipView, 'colorPreset'>,
  chroma: Chroma,
  input: VideoPad,
): VideoPad => {
  const fine = colorPreset === 'none' ? chroma : '444';
  const { alpha } = stream;
  const square = tagged(video('setsar', { sar: 1 }, toBt709(scale, stream, fine, alpha, input)));
  const kept =
    crop.width === scale.width && crop.height === scale.height
      ? square
      : video('crop', { w: crop.width, h: crop.height, x: crop.x, y: crop.y }, square);
  const colored = graded(colorPreset, chroma, alpha, kept);
  return alpha
    ? overlay(solid(scene, chroma, { size: crop }), colored, chroma, { x: 0, y: 0 }, { shortest: 1 })
    : colored;
};

/** A source's picture in one size and in BT.709, limited range; with its opacity where `alpha` says so. */
export const toBt709 = (
  { width, height }: FitGeometry['scale'],
  stream: VideoInfo,
  chroma: Chroma,
  alpha: boolean,
  input: VideoPad,
): VideoPad => {
  const flags = 'bicubic';
  const scale = (pad: VideoPad): VideoPad => video('scale', { width, height, flags }, pad);
  const hdr = hdrTransfer(stream.color);
  if (hdr !== null || isWideGamut(stream.color)) {
    // Said before the two ways part, or ffmpeg would take the format that both can do without opacity.
    const scaled = alpha ? video('format', { pix_fmts: 'yuva444p10le' }, scale(input)) : scale(input);
    const opaque = hdr === null ? narrowed(stream, chroma, scaled) : toneMapped(hdr, chroma, scaled);
    return alpha ? seeThroughAs(scaled, chroma, opaque) : opaque;
  }
  const colors = {
    in_color_matrix: sourceMatrix(stream),
    out_color_matrix: 'bt709',
    in_range: sourceRange(stream.color),
    out_range: 'tv',
  };
  const scaled = video('scale', { width, height, flags, ...colors }, input);
  return video('format', { pix_fmts: `yuv${alpha ? 'a' : ''}${chroma}p` }, scaled);
};

/** Gives a picture the opacity of the one that it was made of, which tone mapping does not carry along. */
const seeThroughAs = (original: VideoPad, chroma: Chroma, opaque: VideoPad): VideoPad => {
  const opacity = video('alphaextract', {}, video('format', { pix_fmts: 'yuva444p' }, original));
  return video('format', { pix_fmts: `yuva${chroma}p` }, video('alphamerge', {}, opaque, opacity));
};
