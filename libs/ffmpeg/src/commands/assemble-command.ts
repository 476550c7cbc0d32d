import type { RenderPlan } from '#lib/render-plan';
import { fileUrl, GLOBAL_ARGS, inputGuards, REPRODUCIBLE_ARGS, trackTimescale } from './arguments.js';
import { type AssembleFiles, type CommandLimits, DEFAULT_LIMITS } from './files.js';

const MP4 = 'mov,mp4,m4a,3gp,3g2,mj2';

/** Arguments of the ffmpeg that joins segments and sound into the finished MP4, every packet copied as it is. */
export const assembleCommand = (
  plan: RenderPlan,
  files: AssembleFiles,
  limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => [
  ...GLOBAL_ARGS,
  ...inputGuards(['concat', MP4]),
  // All segments have the same parameter sets, so none needs to travel within the packets.
  ...['-auto_convert', '0', '-f', 'concat', '-i', fileUrl(files.list)],
  ...inputGuards([MP4]),
  ...['-i', fileUrl(files.audio)],
  ...['-map', '0:v:0', '-map', '1:a:0', '-c', 'copy'],
  ...['-video_track_timescale', String(trackTimescale(plan.fps)), '-movflags', '+faststart'],
  ...REPRODUCIBLE_ARGS,
  ...['-fs', String(limits.maxOutputBytes), '-f', 'mp4', fileUrl(files.output)],
];
