import { type CompiledGraph, compile } from './compile.js';
import { video, videoInput } from './nodes/builders.js';
import type { VideoPad } from './nodes/node.js';

/** A result's own picture, BT.709, as the colours a palette is made of. */
const colors = (input: VideoPad): VideoPad =>
  video(
    'format',
    { pix_fmts: 'bgra' },
    video('scale', { in_color_matrix: 'bt709', in_range: 'tv', flags: 'accurate_rnd+full_chroma_int' }, input),
  );

/** The 256 colours that the whole of input 0 is shown with, as one picture at label `palette`. */
export const paletteGraph = (): CompiledGraph =>
  compile([], [{ name: 'palette', pad: video('palettegen', { stats_mode: 'full' }, colors(videoInput(0, 0))) }]);

/** Input 0 in the colours of input 1, at label `video`. Where little moves, little is written: the dither stands still. */
export const gifGraph = (): CompiledGraph => {
  const args = { dither: 'sierra2_4a', diff_mode: 'rectangle' };
  return compile([], [{ name: 'video', pad: video('paletteuse', args, colors(videoInput(0, 0)), videoInput(1, 0)) }]);
};
