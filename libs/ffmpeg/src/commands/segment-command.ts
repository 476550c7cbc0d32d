import { type CompiledGraph, segmentGraph } from '#lib/filter-graph';
import type { RenderPlan, Segment } from '#lib/render-plan';
import { framesIn, rational } from '#lib/timeline';
import { type VideoEncoder, videoEncoder } from '../encoders/video-encoders.js';
import { COLOR_ARGS, fileUrl, GLOBAL_ARGS, REPRODUCIBLE_ARGS, trackTimescale } from './arguments.js';
import { type CommandLimits, DEFAULT_LIMITS, type RenditionFiles, type SegmentFiles } from './files.js';
import { filterArgument } from './filter-argument.js';
import { graphInputs, type InputFiles } from './graph-inputs.js';

/**
 * Longer than any segment, which is up to nine seconds long: each begins with a key frame anyway, and one that a count
 * forces on its last frames costs 3 % of a film (measured). The same for all segments, since their headers depend on it.
 */
const GOP_SECONDS = rational(10);

/** The first card, as Linux names it. */
const VAAPI_DEVICE = '/dev/dri/renderD128';

/** Arguments of the ffmpeg that encodes one segment in the output's own size. See `renditionsCommand`. */
export const segmentCommand = (
  plan: RenderPlan,
  segment: Segment,
  { output, ...files }: SegmentFiles,
  limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] =>
  renditionsCommand(plan, segment, { ...files, outputs: [{ rendition: 0, path: output }] }, limits);

/**
 * Arguments of the ffmpeg that encodes one segment in one or more sizes and qualities from one decode, each into a file without sound:
 * exactly `segment.frames` frames. What is in a file does not depend on the other files.
 * Throws CutroomError RESOURCE_LIMIT where the segment has too many parts for one command.
 */
export const renditionsCommand = (
  plan: RenderPlan,
  segment: Segment,
  files: RenditionFiles,
  limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => {
  const { picture } = plan.encoder;
  if (picture === null) throw new RangeError('This plan has no picture.');
  const encoder = videoEncoder(picture);
  const keyint = Math.max(1, framesIn(GOP_SECONDS, plan.fps));
  const encodingAt = (rendition: number): readonly string[] =>
    encoder.args({ ...picture, crf: crfOf(plan, rendition), threads: segment.threads, keyint });
  const renditions = files.outputs.map(({ rendition }) => rendition);
  const graph = segmentGraph(plan, segment, renditions);
  return [
    ...graphArgs(graph, files, segment.threads, limits),
    ...(picture.encoder.endsWith('_vaapi') ? ['-vaapi_device', VAAPI_DEVICE] : []),
    ...files.outputs.flatMap(({ rendition, path }, index) => [
      ...['-map', `[${graph.outputs[index] ?? ''}]`],
      ...['-an', '-frames:v', String(segment.frames), '-fps_mode', 'passthrough'],
      ...[...encodingAt(rendition), ...COLOR_ARGS, '-flags:v', '+bitexact'],
      ...container(encoder, plan),
      ...REPRODUCIBLE_ARGS,
      ...['-fs', String(limits.maxOutputBytes), '-f', encoder.segment, fileUrl(path)],
    ]),
  ];
};

const crfOf = ({ sizes }: RenderPlan, rendition: number): number => {
  const size = sizes[rendition];
  if (size === undefined) throw new RangeError(`This plan has no size ${rendition}.`);
  return size.crf;
};

const container = ({ segment }: VideoEncoder, { fps }: RenderPlan): readonly string[] =>
  segment === 'ipod' ? ['-video_track_timescale', String(trackTimescale(fps))] : [];

/** Inputs and graph. */
const graphArgs = (
  graph: CompiledGraph,
  files: InputFiles,
  threads: number,
  limits: CommandLimits,
): readonly string[] => [
  ...GLOBAL_ARGS,
  ...graphInputs(graph, files, threads, limits),
  ...['-filter_complex_threads', String(threads)],
  ...filterArgument(graph),
];

/** Everything up to the encoder: inputs, graph and the map of its output. */
export const pictureArgs = (
  graph: CompiledGraph,
  files: InputFiles,
  threads: number,
  limits: CommandLimits,
): readonly string[] => [
  ...graphArgs(graph, files, threads, limits),
  ...graph.outputs.flatMap((name) => ['-map', `[${name}]`]),
];
