import { type CompiledGraph, segmentGraph } from '#lib/filter-graph';
import type { RenderPlan, Segment } from '#lib/render-plan';
import { fileUrl, GLOBAL_ARGS, REPRODUCIBLE_ARGS, trackTimescale } from './arguments.js';
import { type CommandLimits, DEFAULT_LIMITS, type SegmentFiles } from './files.js';
import { filterArgument } from './filter-argument.js';
import { graphInputs, type InputFiles } from './graph-inputs.js';
import { x264Args } from './x264.js';

/**
 * Arguments of the ffmpeg that encodes one segment into an MP4 without sound: exactly `segment.frames` frames.
 * Throws CutroomError RESOURCE_LIMIT where the segment has too many parts for one command.
 */
export const segmentCommand = (
  plan: RenderPlan,
  segment: Segment,
  files: SegmentFiles,
  limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => [
  ...pictureArgs(segmentGraph(plan, segment), files, segment.threads, limits),
  ...['-an', '-frames:v', String(segment.frames), '-fps_mode', 'passthrough'],
  ...x264Args(plan.encoder, segment.threads, plan.fps, trackTimescale(plan.fps)),
  ...REPRODUCIBLE_ARGS,
  // MP4 in Apple's dialect: in plain MP4, ffmpeg 5 would repeat an HDR source's mastering data, which is not ours any more.
  ...['-fs', String(limits.maxOutputBytes), '-f', 'ipod', fileUrl(files.output)],
];

/** Everything up to the encoder: inputs, graph and the map of its output. */
export const pictureArgs = (
  graph: CompiledGraph,
  files: InputFiles,
  threads: number,
  limits: CommandLimits,
): readonly string[] => [
  ...GLOBAL_ARGS,
  ...graphInputs(graph, files, threads, limits),
  ...['-filter_complex_threads', String(threads)],
  ...filterArgument(graph),
  ...graph.outputs.flatMap((name) => ['-map', `[${name}]`]),
];
