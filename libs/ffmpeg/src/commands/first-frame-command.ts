import { INPUT_FORMAT_WHITELIST } from '../formats.js';
import { fileUrl, GLOBAL_ARGS, inputGuards } from './arguments.js';
import type { CommandLimits } from './files.js';

/** Arguments of the ffmpeg that decodes the first picture of a source and throws it away. */
export const firstFrameCommand = (path: string, { maxPixels }: CommandLimits): readonly string[] => [
  ...GLOBAL_ARGS,
  ...inputGuards(INPUT_FORMAT_WHITELIST),
  // One thread, or the others go on past the one picture that is wanted.
  ...['-max_pixels', String(maxPixels), '-threads', '1', '-an', '-sn', '-dn', '-i', fileUrl(path)],
  ...['-map', '0:v:0', '-frames:v', '1', '-f', 'null', '-'],
];
