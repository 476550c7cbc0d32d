import type { VideoInfo } from '#lib/render-plan';
import { compare, div, mul, type Rational, rational } from '#lib/timeline';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';

/** bwdif refuses smaller pictures. */
const LEAST_SIDE = 4;
/** bwdif looks at the frame before; one more, because the first picture after a seek may be a damaged one. */
const FRAMES_BEFORE = 4;

const isInterlaced = ({ interlaced, codedWidth, codedHeight }: VideoInfo): boolean =>
  interlaced && Math.min(codedWidth, codedHeight) >= LEAST_SIDE;

/**
 * ffmpeg turns a picture before a graph sees it; its fields would then lie on their side, where no filter can part them. Such a
 * source comes as it is stored, and is turned when it has become pictures.
 */
export const isTurnedHere = (stream: VideoInfo): boolean => isInterlaced(stream) && stream.rotation !== 0;

const turned = ({ rotation }: VideoInfo, input: VideoPad): VideoPad => {
  switch (rotation) {
    case 90:
      return video('transpose', { dir: 'clock' }, input);
    case 180:
      return video('vflip', {}, video('hflip', {}, input));
    case 270:
      return video('transpose', { dir: 'cclock' }, input);
    default:
      return input;
  }
};

/**
 * Whole pictures from fields, in the order each frame itself says (containers are often wrong about it). Frames that say
 * they are progressive stay as they are. Every field becomes a picture where the output shows more than the frames.
 */
export const deinterlaced = (stream: VideoInfo, fps: Rational, speed: Rational, input: VideoPad): VideoPad => {
  if (!isInterlaced(stream)) return input;
  const all = compare(fps, mul(stream.frameRate, speed)) > 0;
  const mode = all ? 'send_field' : 'send_frame';
  return turned(stream, video('bwdif', { mode, parity: 'auto', deint: 'interlaced' }, input));
};

/** Seconds of source to decode before the first wanted picture, so that it looks the same wherever reading begins. */
export const fieldsBefore = (stream: VideoInfo): Rational =>
  isInterlaced(stream) ? div(rational(FRAMES_BEFORE), stream.frameRate) : rational(0);
