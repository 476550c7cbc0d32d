import type { SegmentLayer, VideoInfo } from '#lib/render-plan';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { toBt709 } from './box.js';
import { tagged } from './scene.js';
import { take } from './source.js';

/**
 * A film as a layer: in the layer's size, with what is see-through of it. Frame n of it is frame n of the segment, so that
 * whatever moves the layer counts as for any other; before its first frame that frame stands, unseen.
 */
export const filmPicture = (layer: SegmentLayer, stream: VideoInfo, input: VideoPad): VideoPad => {
  const { width, height, from, to } = layer;
  const sized = toBt709({ width, height }, stream, '420', stream.alpha, input);
  const plain = tagged(video('setsar', { sar: 1 }, video('format', { pix_fmts: 'yuva420p' }, sized)));
  const part = take(to - from, plain);
  return from === 0 ? part : video('tpad', { start: from, start_mode: 'clone' }, part);
};
