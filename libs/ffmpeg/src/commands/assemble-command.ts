import type { RenderPlan } from '#lib/render-plan';
import { JOIN_FORMAT_WHITELIST } from '../formats.js';
import { fileUrl, GLOBAL_ARGS, inputGuards, REPRODUCIBLE_ARGS, trackTimescale } from './arguments.js';
import { type AssembleFiles, type CommandLimits, DEFAULT_LIMITS } from './files.js';

/** Arguments of the ffmpeg that joins segments and sound into the finished MP4, every packet copied as it is. */
export const assembleCommand = (
  plan: RenderPlan,
  files: AssembleFiles,
  limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => [
  ...GLOBAL_ARGS,
  ...inputGuards(JOIN_FORMAT_WHITELIST),
  // All segments have the same parameter sets, so none needs to travel within the packets.
  ...['-auto_convert', '0', '-f', 'concat', '-i', fileUrl(files.list)],
  ...inputGuards(JOIN_FORMAT_WHITELIST),
  ...['-i', fileUrl(files.audio)],
  ...['-map', '0:v:0', '-map', '1:a:0', '-c', 'copy'],
  ...['-video_track_timescale', String(trackTimescale(plan.fps)), '-movflags', '+faststart'],
  ...REPRODUCIBLE_ARGS,
  ...['-fs', String(limits.maxOutputBytes), '-f', 'mp4', fileUrl(files.output)],
];
