import type { ColorInfo, VideoInfo } from '#lib/render-plan';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { type HdrTransfer, sourceRange } from './color.js';
import type { Chroma } from './scene.js';

/** Nits of diffuse white in HDR video (ITU-R BT.2408-7, table 1), which becomes SDR's 1.0 before highlights are bent. */
const REFERENCE_WHITE = 203;
/** What nearly all HDR is mastered for; brighter highlights are cut there. Fixed, so that no metadata changes a look. */
const PEAK_NITS = 1000;
/** Below this part of SDR white everything keeps its brightness; above, highlights are bent into what is left. */
const KNEE = 0.3;

/** PQ or HLG in BT.2020 → BT.709: faces and paper keep their place, only what is brighter is compressed. */
export const toneMapped = (transfer: HdrTransfer, chroma: Chroma, input: VideoPad): VideoPad => {
  const known = { transferin: transfer, primariesin: 'bt2020', matrixin: 'bt2020nc', rangein: 'tv' };
  const ten = video('format', { pix_fmts: `yuv${chroma}p10le` }, input);
  const linear = video('zscale', { ...known, transfer: 'linear', npl: REFERENCE_WHITE }, ten);
  const narrow = video('zscale', { primaries: 'bt709' }, video('format', { pix_fmts: 'gbrpf32le' }, linear));
  const peak = Number((PEAK_NITS / REFERENCE_WHITE).toFixed(3));
  const mapped = video('tonemap', { tonemap: 'mobius', param: KNEE, peak, desat: 0 }, narrow);
  return sdr(chroma, mapped);
};

/** SDR in the wide colours of BT.2020. */
export const isWideGamut = ({ primaries, matrix }: ColorInfo): boolean =>
  primaries === 'bt2020' && (matrix === 'bt2020nc' || matrix === 'bt2020c');

export const narrowed = ({ color }: VideoInfo, chroma: Chroma, input: VideoPad): VideoPad => {
  const range = sourceRange(color) === 'pc' ? 'pc' : 'tv';
  const known = { transferin: 'bt709', primariesin: 'bt2020', matrixin: 'bt2020nc', rangein: range };
  const ten = video('format', { pix_fmts: `yuv${chroma}p10le` }, input);
  const linear = video('zscale', { ...known, transfer: 'linear' }, ten);
  return sdr(chroma, video('zscale', { primaries: 'bt709' }, video('format', { pix_fmts: 'gbrpf32le' }, linear)));
};

const sdr = (chroma: Chroma, linear: VideoPad): VideoPad => {
  const coded = video('zscale', { transfer: 'bt709', matrix: 'bt709', range: 'tv' }, linear);
  return video('format', { pix_fmts: `yuv${chroma}p` }, coded);
};
