import type { FitGeometry } from '#lib/render-plan';
import type { Fit } from '#lib/timeline';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { blurred } from './blur.js';
import { type Chroma, overlay, type Scene, solid } from './scene.js';

/** What shows beside a picture that does not fill the canvas: the background, or for `blur` the picture itself. */
export const backdrop = (
  scene: Scene,
  fit: Fit,
  geometry: FitGeometry,
  chroma: Chroma,
  box: VideoPad,
): VideoPad | null => {
  if (fills(scene, geometry)) return null;
  if (fit === 'blur') return blurred(scene, geometry.crop, chroma, box);
  return scene.black ? null : solid(scene, chroma);
};

/** A picture in its place on the canvas, on its backdrop; without one on black. */
export const onCanvas = (
  scene: Scene,
  geometry: FitGeometry,
  chroma: Chroma,
  box: VideoPad,
  behind: VideoPad | null,
): VideoPad => {
  if (fills(scene, geometry)) return box;
  const { width, height } = scene.canvas;
  const { x, y } = geometry.pad;
  if (behind === null) return video('pad', { width, height, x, y, color: 'black' }, box);
  return overlay(behind, box, chroma, { x, y }, { shortest: 1 });
};

const fills = ({ canvas }: Scene, { crop }: FitGeometry): boolean =>
  crop.width === canvas.width && crop.height === canvas.height;
