import type { EncoderSettings, RenderPlan } from '#lib/render-plan';
import type { OutputFormat } from '#lib/timeline';
import { JOIN_FORMAT_WHITELIST } from '../formats.js';
import { COLOR_ARGS, fileUrl, GLOBAL_ARGS, inputGuards, REPRODUCIBLE_ARGS, trackTimescale } from './arguments.js';
import { type AssembleFiles, type CommandLimits, DEFAULT_LIMITS } from './files.js';
import { soundInput, soundTimes } from './sound-input.js';

/**
 * Arguments of the ffmpeg that joins segments and sound into the finished file, every packet copied as it is. Throws
 * RangeError for a format whose result is more than its parts.
 */
export const assembleCommand = (
  plan: RenderPlan,
  files: AssembleFiles,
  limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => [
  ...GLOBAL_ARGS,
  ...joinedInput(files.list),
  ...(files.audio === null ? [] : soundInput(files.audio)),
  ...['-map', '0:v:0', ...(files.audio === null ? [] : ['-map', '1:a:0']), '-c', 'copy', ...COLOR_ARGS],
  ...(files.audio === null ? [] : soundTimes(files.audio)),
  ...containerArgs(plan),
  ...REPRODUCIBLE_ARGS,
  ...['-fs', String(limits.maxOutputBytes), '-f', plan.encoder.format, fileUrl(files.output)],
];

/** All segments, one after the other. They have the same parameter sets, so none needs to travel within the packets. */
export const joinedInput = (list: string): readonly string[] => [
  ...inputGuards(JOIN_FORMAT_WHITELIST),
  ...['-auto_convert', '0', '-f', 'concat', '-i', fileUrl(list)],
];

/** Each can be played while it loads. */
const containerArgs = ({ encoder, fps }: RenderPlan): readonly string[] => {
  const track = ['-video_track_timescale', String(trackTimescale(fps)), '-movflags', '+faststart'];
  const args: Readonly<Record<OutputFormat, readonly string[] | null>> = {
    mp4: [...tag(encoder), ...track],
    mov: [...tag(encoder), ...track],
    webm: ['-cues_to_front', '1'],
    gif: null,
    mp3: null,
  };
  const found = args[encoder.format];
  if (found === null) throw new RangeError(`A ${encoder.format} is not joined by copying.`);
  return found;
};

/** Apple's players take H.265 by this tag only: parameter sets beside the packets, not within. */
const tag = ({ picture }: EncoderSettings): readonly string[] => (picture?.codec === 'h265' ? ['-tag:v', 'hvc1'] : []);
