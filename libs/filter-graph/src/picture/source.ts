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
  const moved = video('setpts', { expr: `PTS${shift}` }, ticked);
  const gridded = video('fps', { fps: clock.fps, start_time: 0, round: 'near' }, moved);
  return video('tpad', { stop: -1, stop_mode: 'clone' }, gridded);
};

const signed = (ticks: number): string => (ticks < 0 ? `${ticks}` : `+${ticks}`);

/** `frames` frames from frame `start` on, counted from 0 again. */
export const cut = (fps: Rational, start: number, frames: number, input: VideoPad): VideoPad => {
  if (start === 0) return video('trim', { end_frame: frames }, input);
  const part = video('trim', { start_frame: start, end_frame: start + frames }, input);
  // `setpts` forgets the frame rate, which xfade asks for; `fps` says it again.
  return video('fps', { fps }, video('setpts', { expr: 'PTS-STARTPTS' }, part));
};
