import { audioGraph, type CompiledGraph, levelGraph, mixGraph } from '#lib/filter-graph';
import type { RenderPlan } from '#lib/render-plan';
import { SOUND_ENCODERS } from '../encoders/sound-encoders.js';
import { fileUrl, GLOBAL_ARGS, inputGuards, REPRODUCIBLE_ARGS } from './arguments.js';
import { type CommandFiles, type CommandLimits, DEFAULT_LIMITS, maxSoundBytes } from './files.js';
import { filterArgument } from './filter-argument.js';
import { graphInputs } from './graph-inputs.js';

/**
 * Arguments of the ffmpeg that makes the whole sound, encoded as the result will have it.
 * Throws CutroomError RESOURCE_LIMIT where there are too many sounds for one command.
 */
export const audioCommand = (
  plan: RenderPlan,
  files: CommandFiles,
  limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => {
  const graph = audioGraph(plan);
  return [...GLOBAL_ARGS, ...mediaInputs(graph, files, limits), ...soundOf(graph), ...encoded(plan, files, limits)];
};

/** The first pass to a loudness target: the mix as it comes, uncompressed, its loudness in the log. Throws the same. */
export const mixCommand = (
  plan: RenderPlan,
  files: CommandFiles,
  limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => {
  const graph = mixGraph(plan);
  return [
    ...GLOBAL_ARGS,
    ...mediaInputs(graph, files, limits),
    ...soundOf(graph),
    ...['-c:a', 'pcm_f32le', ...REPRODUCIBLE_ARGS],
    ...['-fs', String(maxSoundBytes(limits)), '-f', 'w64', fileUrl(files.output)],
  ];
};

export interface LevelFiles {
  /** What `mixCommand` wrote. */
  readonly mix: string;
  readonly output: string;
}

/** The second pass: the mix `gainDb` louder, its true peaks limited, its loudness in the log, encoded like any sound. */
export const levelCommand = (
  plan: RenderPlan,
  files: LevelFiles,
  gainDb: number,
  limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => [
  ...GLOBAL_ARGS,
  ...[...inputGuards('w64'), '-i', fileUrl(files.mix)],
  ...soundOf(levelGraph(plan.audio.samples, gainDb)),
  ...encoded(plan, files, limits),
];

const mediaInputs = (graph: CompiledGraph, { media }: CommandFiles, limits: CommandLimits): readonly string[] =>
  graphInputs(graph, { media, pictures: [] }, 1, limits);

const soundOf = (graph: CompiledGraph): readonly string[] => [
  ...['-filter_complex_threads', '1'],
  ...filterArgument(graph),
  ...graph.outputs.flatMap((name) => ['-map', `[${name}]`]),
  '-vn',
];

const encoded = (
  { audio, encoder }: RenderPlan,
  { output }: Pick<CommandFiles, 'output'>,
  { maxOutputBytes }: CommandLimits,
): readonly string[] => {
  if (encoder.sound === null) throw new RangeError('This plan has no sound.');
  const { name, container } = SOUND_ENCODERS[encoder.sound.codec];
  return [
    ...['-c:a', name, '-b:a', String(encoder.sound.bitrate)],
    ...['-ar', String(audio.sampleRate), '-ac', '2', '-flags:a', '+bitexact'],
    ...REPRODUCIBLE_ARGS,
    ...['-fs', String(maxOutputBytes), ...container, fileUrl(output)],
  ];
};
