import type { MediaInfo, VideoInfo } from '#lib/render-plan';
import { add, compare, framesIn, max, min, type Rational, rational, sub, ZERO } from '#lib/timeline';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { type Clock, sourceTime, ticksOf } from './clock.js';
import type { SharedSource } from './shared-sources.js';

/** Longer than a picture stays on screen in real files. */
const LONGEST_PICTURE = rational(10);

export interface OpenSource {
  /** Seconds from the file's start; null where the file cannot be entered in its middle. */
  readonly seek: Rational | null;
  /** Frames that come before the source's first wanted one. */
  readonly lead: number;
}

/**
 * `fps` gives nothing where its input ends before the first output frame. So near the end of a file (or after it)
 * the grid starts some frames early, which are thrown away once the last picture has been carried over.
 */
export const openSource = (clock: Clock, info: MediaInfo, source: SharedSource): OpenSource => {
  const wanted = sourceTime(clock.fps, source.inPoint, source.offset);
  const end = endOf(info);
  const safe = end === null ? ZERO : max(ZERO, sub(end, LONGEST_PICTURE));
  const lead = Math.max(0, framesIn(sub(wanted, min(wanted, safe)), clock.fps, 'ceil'));
  const seek = end === null ? wanted : min(wanted, end);
  return { seek: info.seekable && compare(seek, ZERO) > 0 ? seek : null, lead };
};

const endOf = ({ duration, video: stream }: MediaInfo): Rational | null =>
  stream?.duration ? add(stream.start, stream.duration) : duration;

/**
 * The source's pictures on the output grid: frame n is the last picture that begins before the middle of
 * [n, n + 1) ÷ fps, i.e. what the source shows then; the first one before its begin, the last one for ever after.
 * Rounding to the nearest frame keeps a source with jittering timestamps free of doubled and lost pictures.
 */
export const onGrid = (
  clock: Clock,
  source: SharedSource,
  stream: VideoInfo,
  open: OpenSource & { readonly seekable: boolean },
  input: VideoPad,
): VideoPad => {
  const zero = ticksOf(clock, source.inPoint) + (source.offset - open.lead) * clock.ticksPerFrame;
  // Where nothing can be sought, ffmpeg's idea of the file's start depends on the streams in use; the first picture does not.
  const shift = open.seekable ? signed(-zero) : `-STARTPTS${signed(ticksOf(clock, stream.start) - zero)}`;
  const ticked = video('settb', { expr: clock.tick }, input);
  const moved = video('setpts', { expr: `PTS${shift}` }, outlasting(clock.fps, ticked));
  const gridded = video('fps', { fps: clock.fps, start_time: 0, round: 'near' }, moved);
  return video('tpad', { stop: -1, stop_mode: 'clone' }, gridded);
};

/** `fps` drops a last picture that begins less than half a frame before ffmpeg's idea of the stream's end. */
const outlasting = (fps: Rational, input: VideoPad): VideoPad =>
  video('tpad', { stop_duration: ((2 * fps.den) / fps.num).toFixed(6), stop_mode: 'clone' }, input);

const signed = (ticks: number): string => (ticks < 0 ? `${ticks}` : `+${ticks}`);

/** Leaves out the first `frames` frames of an endless picture and counts from 0 again. */
export const skip = (fps: Rational, frames: number, input: VideoPad): VideoPad => {
  if (frames === 0) return input;
  // `setpts` forgets the frame rate, which xfade asks for; `fps` says it again, and drops what lies before 0.
  return video('fps', { fps, start_time: 0 }, video('setpts', { expr: `PTS-${frames}` }, input));
};

/** Its first `frames` frames: every picture is endless up to here, so none can lack its last frame. */
export const take = (frames: number, input: VideoPad): VideoPad => video('trim', { end_frame: frames }, input);
