import type { Fade } from '#lib/render-plan';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { type Chroma, overlay, type Scene, solid } from './scene.js';
import { skip } from './source.js';

/** An endless view with its dips to and from the background. Frames outside a dip stay as they are, bit by bit. */
export const faded = (scene: Scene, fades: readonly Fade[], chroma: Chroma, input: VideoPad): VideoPad =>
  fades.filter(({ frames }) => frames > 0).reduce((picture, fade) => dip(scene, fade, chroma, picture), input);

const dip = (scene: Scene, fade: Fade, chroma: Chroma, input: VideoPad): VideoPad =>
  scene.black ? throughBlack(scene, fade, input) : throughColor(scene, fade, chroma, input);

/**
 * `fade` cannot start before its first frame. A dip that began in an earlier span gets the frames it missed
 * in front and loses them again: the same sums, so the same bits as in one piece.
 */
const missed = ({ start }: Fade): number => Math.max(0, -start);

const throughBlack = (scene: Scene, fade: Fade, input: VideoPad): VideoPad => {
  const early = missed(fade);
  const whole = early === 0 ? input : video('tpad', { start: early, start_mode: 'clone' }, input);
  const args = { type: fade.direction, start_frame: fade.start + early, nb_frames: fade.frames };
  return skip(scene.fps, early, video('fade', args, whole));
};

/** `fade` to a colour would go through RGB, which changes every frame it sees; a layer of the colour leaves them. */
const throughColor = (scene: Scene, fade: Fade, chroma: Chroma, input: VideoPad): VideoPad => {
  const early = missed(fade);
  const type = fade.direction === 'in' ? 'out' : 'in';
  const args = { type, start_frame: fade.start + early, nb_frames: fade.frames, alpha: 1 };
  const layer = skip(scene.fps, early, video('fade', args, solid(scene, chroma, { alpha: true })));
  return overlay(input, layer, chroma, { x: 0, y: 0 });
};
