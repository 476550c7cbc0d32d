import { CutroomError } from '#lib/contracts';
import type { CompiledGraph } from '#lib/filter-graph';

/** Linux's limit of one argument (MAX_ARG_STRLEN, 32 pages) less its final zero. */
const MAX_ARGUMENT_BYTES = 131_071;

/**
 * The graph as an argument: ffmpeg's options for graph files differ between versions (`-filter_complex_script` left in 8).
 * Throws RESOURCE_LIMIT for a graph that the kernel would not take.
 */
export const filterArgument = ({ filterComplex }: CompiledGraph): readonly string[] => {
  if (Buffer.byteLength(filterComplex) > MAX_ARGUMENT_BYTES) {
    throw new CutroomError('RESOURCE_LIMIT', 'This composition has too many parts to be rendered at once.');
  }
  return ['-filter_complex', filterComplex];
};
