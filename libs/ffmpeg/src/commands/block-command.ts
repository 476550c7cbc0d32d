import { blockGraph } from '#lib/filter-graph';
import type { RenderPlan } from '#lib/render-plan';
import { fileUrl, GLOBAL_ARGS, REPRODUCIBLE_ARGS } from './arguments.js';
import { type CommandFiles, type CommandLimits, DEFAULT_LIMITS, maxSoundBytes } from './files.js';
import { filterArgument } from './filter-argument.js';
import { graphInputs } from './graph-inputs.js';
import type { SoundBlock } from './sound-blocks.js';

/** Arguments of the ffmpeg that writes a block of `splitSound` just as it sounds: 48 kHz stereo float. */
export const blockCommand = (
  plan: RenderPlan,
  { spans }: SoundBlock,
  files: CommandFiles,
  limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => {
  const graph = blockGraph(plan, spans);
  return [
    ...GLOBAL_ARGS,
    ...graphInputs(graph, { media: files.media, pictures: [] }, 1, limits),
    ...['-filter_complex_threads', '1'],
    ...filterArgument(graph),
    ...graph.outputs.flatMap((name) => ['-map', `[${name}]`]),
    ...['-vn', '-c:a', 'pcm_f32le', '-flags:a', '+bitexact'],
    ...REPRODUCIBLE_ARGS,
    ...['-fs', String(maxSoundBytes(limits)), '-f', 'w64', fileUrl(files.output)],
  ];
};
