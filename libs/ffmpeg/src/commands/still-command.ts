import type { RenderPlan } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { JOIN_FORMAT_WHITELIST } from '../formats.js';
import { fileUrl, GLOBAL_ARGS, inputGuards, REPRODUCIBLE_ARGS, secondsUp } from './arguments.js';

export interface StillFiles {
  /** A finished video of this service. */
  readonly video: string;
  /** JPEG, as large as the video. */
  readonly picture: string;
  /** `SAMPLE_SIZE` grey pixels, a byte each, 0 black to 255 white: enough to tell whether the picture shows anything. */
  readonly sample: string;
}

export const SAMPLE_SIZE = { width: 32, height: 18 } as const;

/** The frame itself, or for less work the key frame at it or before it. */
export type StillChoice = 'exact' | 'key frame before';

/** JPEG's scale of ffmpeg, 2 (best) to 31. */
const QUALITY = 3;

/** Arguments of the ffmpeg that takes one frame of a finished video; `frame` counts from 0. */
export const stillCommand = (
  { fps }: Pick<RenderPlan, 'fps'>,
  frame: number,
  files: StillFiles,
  choose: StillChoice = 'exact',
): readonly string[] => [
  ...GLOBAL_ARGS,
  ...inputGuards(JOIN_FORMAT_WHITELIST),
  ...(choose === 'exact' ? [] : ['-threads', '1', '-noaccurate_seek', '-skip_frame', 'nokey']),
  // Half a frame early: no rounding of a time can then miss the frame.
  ...(frame === 0 ? [] : ['-ss', secondsUp(rational((2 * frame - 1) * fps.den, 2 * fps.num))]),
  ...['-i', fileUrl(files.video)],
  ...['-map', '0:v:0', '-frames:v', '1', '-pix_fmt', 'yuvj420p', '-c:v', 'mjpeg', '-q:v', String(QUALITY)],
  ...REPRODUCIBLE_ARGS,
  ...['-f', 'image2', '-update', '1', fileUrl(files.picture)],
  ...['-map', '0:v:0', '-frames:v', '1', '-s', `${SAMPLE_SIZE.width}x${SAMPLE_SIZE.height}`],
  ...['-pix_fmt', 'gray', '-c:v', 'rawvideo', '-f', 'rawvideo', fileUrl(files.sample)],
];
