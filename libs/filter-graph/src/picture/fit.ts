import { type FitGeometry, fitGeometry, type VideoInfo } from '#lib/render-plan';
import type { Fit } from '#lib/timeline';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { type HdrTransfer, hdrTransfer, sourceMatrix, sourceRange } from './color.js';
import { type Chroma, overlay, type Scene, solid, tagged } from './scene.js';

/** A source's picture laid on the canvas: one scale to the exact size, square pixels, BT.709 limited range. */
export const fitToCanvas = (scene: Scene, stream: VideoInfo, fit: Fit, chroma: Chroma, input: VideoPad): VideoPad => {
  const geometry = fitGeometry(stream, scene.canvas, fit);
  const scaled = tagged(video('setsar', { sar: 1 }, toBt709(geometry.scale, stream, chroma, input)));
  return padded(scene, geometry, chroma, cropped(geometry, scaled));
};

const toBt709 = (
  { width, height }: FitGeometry['scale'],
  stream: VideoInfo,
  chroma: Chroma,
  input: VideoPad,
): VideoPad => {
  const hdr = hdrTransfer(stream.color);
  const flags = 'bicubic';
  if (hdr !== null) return toneMapped(hdr, chroma, video('scale', { width, height, flags }, input));
  const colors = {
    in_color_matrix: sourceMatrix(stream),
    out_color_matrix: 'bt709',
    in_range: sourceRange(stream.color),
    out_range: 'tv',
  };
  return video('format', { pix_fmts: `yuv${chroma}p` }, video('scale', { width, height, flags, ...colors }, input));
};

/** Nits of diffuse white in HDR video (ITU-R BT.2408-7, table 1), mapped to SDR's white. */
const REFERENCE_WHITE = 203;

const toneMapped = (transfer: HdrTransfer, chroma: Chroma, input: VideoPad): VideoPad => {
  const known = { transferin: transfer, primariesin: 'bt2020', matrixin: 'bt2020nc', rangein: 'tv' };
  const ten = video('format', { pix_fmts: `yuv${chroma}p10le` }, input);
  const linear = video('zscale', { ...known, transfer: 'linear', npl: REFERENCE_WHITE }, ten);
  const narrow = video('zscale', { primaries: 'bt709' }, video('format', { pix_fmts: 'gbrpf32le' }, linear));
  const mapped = video('tonemap', { tonemap: 'hable', desat: 0 }, narrow);
  const sdr = video('zscale', { transfer: 'bt709', matrix: 'bt709', range: 'tv' }, mapped);
  return video('format', { pix_fmts: `yuv${chroma}p` }, sdr);
};

const cropped = ({ scale, crop }: FitGeometry, input: VideoPad): VideoPad => {
  if (crop.width === scale.width && crop.height === scale.height) return input;
  return video('crop', { w: crop.width, h: crop.height, x: crop.x, y: crop.y }, input);
};

const padded = (scene: Scene, { crop, pad }: FitGeometry, chroma: Chroma, input: VideoPad): VideoPad => {
  const { width, height } = scene.canvas;
  if (crop.width === width && crop.height === height) return input;
  if (scene.black) return video('pad', { width, height, x: pad.x, y: pad.y, color: 'black' }, input);
  return overlay(solid(scene, chroma), input, chroma, pad, { shortest: 1 });
};
