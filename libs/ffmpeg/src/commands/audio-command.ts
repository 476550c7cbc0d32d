import { audioGraph } from '#lib/filter-graph';
import type { RenderPlan } from '#lib/render-plan';
import { fileUrl, GLOBAL_ARGS, REPRODUCIBLE_ARGS } from './arguments.js';
import { type CommandFiles, type CommandLimits, DEFAULT_LIMITS } from './files.js';
import { filterArgument } from './filter-argument.js';
import { graphInputs } from './graph-inputs.js';

/**
 * Arguments of the ffmpeg that makes the whole sound as AAC in an M4A, whose edit list hides the encoder's priming.
 * Throws CutroomError RESOURCE_LIMIT where there are too many sounds for one command.
 */
export const audioCommand = (
  plan: RenderPlan,
  files: CommandFiles,
  limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => {
  const graph = audioGraph(plan);
  return [
    ...GLOBAL_ARGS,
    ...graphInputs(graph, { media: files.media, pictures: [] }, 1, limits),
    ...['-filter_complex_threads', '1'],
    ...filterArgument(graph),
    ...graph.outputs.flatMap((name) => ['-map', `[${name}]`]),
    ...['-vn', '-c:a', 'aac', '-b:a', String(plan.encoder.audioBitrate)],
    ...['-ar', String(plan.audio.sampleRate), '-ac', '2', '-flags:a', '+bitexact'],
    ...REPRODUCIBLE_ARGS,
    ...['-fs', String(limits.maxOutputBytes), '-f', 'ipod', fileUrl(files.output)],
  ];
};
