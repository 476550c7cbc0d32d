import { type ClipView, fitGeometry, type VideoInfo } from '#lib/render-plan';
import type { VideoPad } from '../nodes/node.js';
import { boxed } from './box.js';
import { moved } from './camera.js';
import { backdrop, onCanvas } from './fit.js';
import type { Chroma, Scene } from './scene.js';
import { repeated } from './source.js';

/** A film's picture as its view shows it, endless. */
export const filmView = (
  scene: Scene,
  stream: VideoInfo,
  view: ClipView,
  chroma: Chroma,
  input: VideoPad,
): VideoPad => {
  const geometry = fitGeometry(stream, scene.canvas, view.fit);
  const box = boxed(scene, stream, geometry, view, chroma, input);
  return onCanvas(scene, geometry, chroma, box, backdrop(scene, view.fit, geometry, chroma, box));
};

/**
 * A still as its view shows it, endless. Everything that is the same on every frame is done once, on one frame, and the
 * frame is then repeated: a still that does not move costs nothing but its encoding.
 */
export const stillView = (
  scene: Scene,
  stream: VideoInfo,
  view: ClipView,
  chroma: Chroma,
  input: VideoPad,
): VideoPad => {
  const geometry = fitGeometry(stream, scene.canvas, view.fit);
  const box = boxed(scene, stream, geometry, view, chroma, input);
  const behind = backdrop(scene, view.fit, geometry, chroma, box);
  if (view.motion === null) return repeated(scene.fps, onCanvas(scene, geometry, chroma, box, behind));
  const moving = moved(view.motion, view.offset, repeated(scene.fps, box));
  const still = behind === null || view.fit !== 'blur' ? behind : repeated(scene.fps, behind);
  return onCanvas(scene, geometry, chroma, moving, still);
};
