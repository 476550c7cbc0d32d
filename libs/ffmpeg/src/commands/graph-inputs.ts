import type { CompiledGraph, GraphInput } from '#lib/filter-graph';
import { INPUT_FORMAT_WHITELIST } from '../formats.js';
import { fileUrl, inputGuards, secondsUp } from './arguments.js';
import type { CommandLimits } from './files.js';

export interface InputFiles {
  readonly media: readonly string[];
  readonly pictures: readonly string[];
}

/** Frame-threaded decoders hold a picture per thread and input; with many inputs open that is most of the memory. */
const THREADED_INPUTS = 2;

/** The graph's inputs, in its order, with timestamps as it expects them. Throws RangeError for a file that is not given. */
export const graphInputs = (
  { inputs }: CompiledGraph,
  files: InputFiles,
  threads: number,
  limits: CommandLimits,
): readonly string[] => {
  const videos = inputs.filter((input) => input.kind === 'media' && input.stream === 'video').length;
  const decoderThreads = videos <= THREADED_INPUTS ? threads : 1;
  // Timestamps as in the file make the graph, not the place where a seek happened to land, decide what is shown.
  const clocks = inputs.some(({ kind }) => kind === 'media') ? ['-copyts', '-start_at_zero'] : [];
  return [...clocks, ...inputs.flatMap((input) => inputArgs(input, files, decoderThreads, limits))];
};

const inputArgs = (
  input: GraphInput,
  files: InputFiles,
  threads: number,
  { maxPixels }: CommandLimits,
): readonly string[] => {
  const decoder = ['-max_pixels', String(maxPixels)];
  if (input.kind === 'picture') {
    const path = pathAt(files.pictures, input.picture);
    return [...inputGuards('png_pipe'), ...decoder, '-threads', '1', '-f', 'png_pipe', '-i', fileUrl(path)];
  }
  const seek = input.seek === null ? [] : ['-noaccurate_seek', '-ss', secondsUp(input.seek)];
  // A change of picture size in mid-stream is the scaler's business; a rebuilt graph would count frames anew.
  const only = input.stream === 'video' ? ['-an', '-reinit_filter', '0'] : ['-vn'];
  return [
    ...inputGuards(INPUT_FORMAT_WHITELIST),
    ...decoder,
    ...['-threads', String(input.stream === 'video' ? threads : 1)],
    ...only,
    ...['-sn', '-dn'],
    ...(input.decoder === null ? [] : ['-c:v', input.decoder]),
    ...(input.asStored ? ['-noautorotate'] : []),
    ...(input.whole ? ['-flags2', '+skip_manual'] : []),
    ...seek,
    ...['-i', fileUrl(pathAt(files.media, input.media))],
  ];
};

const pathAt = (paths: readonly string[], index: number): string => {
  const path = paths[index];
  if (path === undefined) throw new RangeError(`There is no path for file ${index}.`);
  return path;
};
