import type { ColorPreset } from '#lib/timeline';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { CORRECTION, LOOKS, type Look } from './looks.js';
import { type Chroma, tagged } from './scene.js';

type Row = readonly [number, number, number];

/** Luma of R′G′B′ (ITU-R BT.709-6, item 3.2). */
const LUMA: Row = [0.2126, 0.7152, 0.0722];

/** Towards grey or away from it: each channel keeps `saturation` of itself and takes the rest from the luma. */
const saturated = (saturation: number, channel: number): Row => {
  const of = (index: 0 | 1 | 2): number =>
    Number(((index === channel ? saturation : 0) + (1 - saturation) * LUMA[index]).toFixed(4));
  return [of(0), of(1), of(2)];
};

const mixer = (saturation: number): Readonly<Record<string, number>> =>
  Object.fromEntries(
    ['r', 'g', 'b'].flatMap((out, channel) => {
      const row = saturated(saturation, channel);
      return ['r', 'g', 'b'].map((from, index) => [`${out}${from}`, row[index] ?? 0] as const);
    }),
  );

const curve = (points: readonly (readonly [number, number])[]): string =>
  points.map(([from, to]) => `${from}/${to}`).join(' ');

const dressed = (look: Look | null, rgb: VideoPad): VideoPad => {
  if (look === null) return rgb;
  const mixed = look.saturation === 1 ? rgb : video('colorchannelmixer', mixer(look.saturation), rgb);
  const curves = Object.entries(look.curves).map(([channel, points]) => [channel, curve(points)] as const);
  return curves.length === 0 ? mixed : video('curves', Object.fromEntries(curves), mixed);
};

/** A picture of 4:4:4 in the colours of a look, opacity kept; in `chroma` and BT.709 limited range as it came. */
export const graded = (preset: ColorPreset, chroma: Chroma, alpha: boolean, input: VideoPad): VideoPad => {
  if (preset === 'none') return input;
  const flags = 'bicubic';
  const open = video('scale', { flags, in_color_matrix: 'bt709', in_range: 'tv', out_range: 'pc' }, input);
  const rgb = video('format', { pix_fmts: alpha ? 'gbrap' : 'gbrp' }, open);
  // Frame by frame, with no memory: a segment that begins here must look as if the one before had been made with it.
  const done = preset === 'corrected' ? video('normalize', CORRECTION, rgb) : dressed(LOOKS[preset], rgb);
  const closed = video('scale', { flags, in_range: 'pc', out_color_matrix: 'bt709', out_range: 'tv' }, done);
  return tagged(video('format', { pix_fmts: `yuv${alpha ? 'a' : ''}${chroma}p` }, closed));
};
