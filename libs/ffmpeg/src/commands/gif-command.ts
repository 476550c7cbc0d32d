import { gifGraph, paletteGraph } from '#lib/filter-graph';
import { fileUrl, GLOBAL_ARGS, inputGuards, REPRODUCIBLE_ARGS } from './arguments.js';
import { joinedInput } from './assemble-command.js';
import { type CommandLimits, DEFAULT_LIMITS } from './files.js';
import { filterArgument } from './filter-argument.js';

export interface GifFiles {
  /** File with the text of `concatList`, in the same directory as the segments. */
  readonly list: string;
  /** A PNG of 16 × 16. */
  readonly palette: string;
}

/**
 * Arguments of the ffmpeg that looks at every joined segment for the 256 colours to show them with. A run of its own: a
 * graph that did both would keep every frame until the last one has been looked at.
 */
export const paletteCommand = ({ list, palette }: GifFiles): readonly string[] => {
  const graph = paletteGraph();
  return [
    ...[...GLOBAL_ARGS, ...joinedInput(list), ...filterArgument(graph), '-map', '[palette]', '-frames:v', '1'],
    ...['-c:v', 'png', ...REPRODUCIBLE_ARGS, '-f', 'image2', '-update', '1', fileUrl(palette)],
  ];
};

/** Arguments of the ffmpeg that writes the joined segments in those colours, as a GIF that plays for ever. */
export const gifCommand = (
  { list, palette, output }: GifFiles & { readonly output: string },
  limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => [
  ...[...GLOBAL_ARGS, ...joinedInput(list)],
  ...[...inputGuards('png_pipe'), '-f', 'png_pipe', '-i', fileUrl(palette)],
  ...[...filterArgument(gifGraph()), '-map', '[video]', '-fps_mode', 'passthrough', '-c:v', 'gif'],
  ...[...REPRODUCIBLE_ARGS, '-loop', '0', '-fs', String(limits.maxOutputBytes), '-f', 'gif', fileUrl(output)],
];
