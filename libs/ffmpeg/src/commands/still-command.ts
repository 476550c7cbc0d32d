import type { RenderPlan } from '#lib/render-plan';
import { add, type Rational, rational, toSeconds, ZERO } from '#lib/timeline';
import { JOIN_FORMAT_WHITELIST } from '../formats.js';
import { fileUrl, GLOBAL_ARGS, inputGuards, REPRODUCIBLE_ARGS, secondsUp } from './arguments.js';
import { type CommandLimits, DEFAULT_LIMITS } from './files.js';

export interface StillFiles {
  /** A video of this service, or a source that its film goes on in. */
  readonly video: string;
  /** JPEG, as large as the video. */
  readonly picture: string;
  /** `SAMPLE_SIZE` grey pixels, a byte each, 0 black to 255 white: enough to tell whether the picture shows anything. */
  readonly sample: string;
}

export const SAMPLE_SIZE = { width: 32, height: 18 } as const;

/** One frame of a video. */
export interface StillPlace {
  /** Counted from 0, or from `from` on. */
  readonly frame: number;
  /** Seconds on the video's own clock; null = its beginning. */
  readonly from: Rational | null;
  /** The frame itself, or for less work the key frame at it or before it, or just behind it in an open GOP. */
  readonly choose: 'exact' | 'key frame before';
}

/** JPEG's scale of ffmpeg, 2 (best) to 31. */
const QUALITY = 3;

/** Whatever its time: a key frame from before the place has one below zero, for which ffmpeg would drop it. */
const ONE: readonly string[] = ['-map', '0:v:0', '-fps_mode', 'passthrough', '-frames:v', '1'];

/** Arguments of the ffmpeg that takes one frame of a video. */
export const stillCommand = (
  { fps }: Pick<RenderPlan, 'fps'>,
  place: StillPlace,
  files: StillFiles,
  { maxPixels }: Pick<CommandLimits, 'maxPixels'> = DEFAULT_LIMITS,
): readonly string[] => [
  ...GLOBAL_ARGS,
  ...inputGuards(JOIN_FORMAT_WHITELIST),
  ...(place.choose === 'exact' ? [] : ['-threads', '1', '-noaccurate_seek', '-skip_frame', 'nokey']),
  ...(place.from === null ? [] : ['-seek_timestamp', '1', '-max_pixels', String(maxPixels)]),
  ...soughtBy(place, fps),
  ...['-i', fileUrl(files.video)],
  ...ONE,
  ...['-pix_fmt', 'yuvj420p', '-c:v', 'mjpeg', '-q:v', String(QUALITY)],
  ...REPRODUCIBLE_ARGS,
  ...['-f', 'image2', '-update', '1', fileUrl(files.picture)],
  ...ONE,
  ...['-s', `${SAMPLE_SIZE.width}x${SAMPLE_SIZE.height}`],
  ...['-pix_fmt', 'gray', '-c:v', 'rawvideo', '-f', 'rawvideo', fileUrl(files.sample)],
];

/** Half a frame beside its time, so that no rounding takes another: what is shown from then on, or the key frame before it. */
const soughtBy = ({ frame, from, choose }: StillPlace, { num, den }: Rational): readonly string[] => {
  const halves = choose === 'exact' ? 2 * frame - 1 : 2 * frame + 1;
  const at = add(from ?? ZERO, rational(halves * den, 2 * num));
  return toSeconds(at) < 0 || (frame === 0 && from === null) ? [] : ['-ss', secondsUp(at)];
};
