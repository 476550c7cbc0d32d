import type { VideoInfo } from '#lib/render-plan';
import { compare, div, mul, type Rational, rational } from '#lib/timeline';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';

/** bwdif refuses smaller pictures. */
const LEAST_SIDE = 4;
/** bwdif looks at the frame before; one more, because the first picture after a seek may be a damaged one. */
const FRAMES_BEFORE = 4;

/** ffmpeg turns a picture before a graph sees it; its fields then lie on their side, and no filter can part them. */
const isInterlaced = ({ interlaced, rotation, codedWidth, codedHeight }: VideoInfo): boolean =>
  interlaced && rotation === 0 && Math.min(codedWidth, codedHeight) >= LEAST_SIDE;

/**
 * Whole pictures from fields, in the order each frame itself says (containers are often wrong about it). Frames that say
 * they are progressive stay as they are. Every field becomes a picture where the output shows more than the frames.
 */
export const deinterlaced = (stream: VideoInfo, fps: Rational, speed: Rational, input: VideoPad): VideoPad => {
  if (!isInterlaced(stream)) return input;
  const all = compare(fps, mul(stream.frameRate, speed)) > 0;
  return video('bwdif', { mode: all ? 'send_field' : 'send_frame', parity: 'auto', deint: 'interlaced' }, input);
};

/** Seconds of source to decode before the first wanted picture, so that it looks the same wherever reading begins. */
export const fieldsBefore = (stream: VideoInfo): Rational =>
  isInterlaced(stream) ? div(rational(FRAMES_BEFORE), stream.frameRate) : rational(0);
