import type { MediaInfo, VideoInfo } from '#lib/render-plan';
import { add, compare, div, framesIn, max, min, type Rational, rational, sub, ZERO } from '#lib/timeline';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { type Clock, sourceTime, ticksOf } from './clock.js';
import { deinterlaced, fieldsBefore } from './deinterlace.js';
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
  if (info.video === null || info.still) return { seek: null, lead: 0 };
  const wanted = sourceTime(clock.fps, source, source.offset);
  const end = endOf(info);
  const safe = end === null ? ZERO : max(ZERO, sub(end, LONGEST_PICTURE));
  const outputRate = div(clock.fps, source.speed);
  const lead = Math.max(0, framesIn(sub(wanted, min(wanted, safe)), outputRate, 'ceil'));
  const seek = sub(end === null ? wanted : min(wanted, end), fieldsBefore(info.video));
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
  const inPoint = ticksOf(clock, source.inPoint);
  const first = (source.offset - open.lead) * clock.ticksPerFrame;
  // Where nothing can be sought, ffmpeg's idea of the file's start depends on the streams in use; the first picture does not.
  const since = (zero: number): string =>
    open.seekable ? `PTS${signed(-zero)}` : `PTS-STARTPTS${signed(ticksOf(clock, stream.start) - zero)}`;
  const ticked = video('settb', { expr: clock.tick }, deinterlaced(stream, clock.fps, source.speed, input));
  const expr = isOne(source.speed)
    ? since(inPoint + first)
    : `floor((${since(inPoint)})*${source.speed.den}/${source.speed.num})${signed(-first)}`;
  return onFrames(clock.fps, video('setpts', { expr }, outlasting(clock.fps, ticked)));
};

/** A still as one frame of the output, from then on repeated by who needs it. */
export const stillOnGrid = (clock: Clock, input: VideoPad): VideoPad => {
  const ticked = video('settb', { expr: clock.tick }, input);
  return take(1, onFrames(clock.fps, video('setpts', { expr: 'PTS-STARTPTS' }, outlasting(clock.fps, ticked))));
};

const onFrames = (fps: Rational, input: VideoPad): VideoPad =>
  endless(video('fps', { fps, start_time: 0, round: 'near' }, input));

/**
 * One frame for ever. Behind `trim` the first repetition stands where the frame itself does; `fps` leaves one of the two, or
 * everything that goes by time would be a frame off.
 */
export const repeated = (fps: Rational, one: VideoPad): VideoPad =>
  video('fps', { fps, start_time: 0 }, endless(take(1, one)));

/** Its last frame goes on for ever. */
export const endless = (input: VideoPad): VideoPad => video('tpad', { stop: -1, stop_mode: 'clone' }, input);

const isOne = ({ num, den }: Rational): boolean => num === den;

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
