import { type LayerContent, TIMECODE_GLYPHS } from '#lib/render-plan';
import type { Rational } from '#lib/timeline';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { frameByFrame } from './layer-moves.js';
import type { Scene } from './scene.js';
import { take } from './source.js';

type Timecode = Extract<LayerContent, { readonly kind: 'timecode' }>;

const BLANK = TIMECODE_GLYPHS.indexOf(' ');

/**
 * A running timecode of `frames` frames, put together from the pictures of its glyphs: each place is a window on the strip,
 * which moves to the digit of the moment. So it looks like any text, and nothing of it is text to ffmpeg.
 */
export const timecodePicture = (scene: Scene, timecode: Timecode, frames: number, strip: VideoPad): VideoPad => {
  const endless = frameByFrame(scene, strip);
  const { cellWidth } = timecode;
  const cells = glyphs(timecode, scene.fps).map((glyph) => {
    const x = typeof glyph === 'number' ? glyph * cellWidth : `${cellWidth}*${glyph}`;
    return video('crop', { w: cellWidth, h: 'ih', x, y: 0 }, take(frames, endless));
  });
  return video('hstack', { inputs: cells.length }, ...cells);
};

/** Which glyph of the strip stands at each place: a number, or an expression over time. */
const glyphs = ({ format, offset }: Timecode, fps: Rational): readonly (number | string)[] => {
  const frame = `(round(t*${fps.num}/${fps.den})+${offset})`;
  const digit = (value: string, base = 10): string => `mod(floor(${value}),${base})`;
  if (format === 'seconds') {
    const hundredths = `floor(${frame}*${100 * fps.den}/${fps.num})`;
    const filled = (from: number): string =>
      `if(gte(${hundredths},${from}),${digit(`${hundredths}/${from}`)},${BLANK})`;
    const rest = [
      digit(`${hundredths}/100`),
      TIMECODE_GLYPHS.indexOf('.'),
      digit(`${hundredths}/10`),
      digit(hundredths),
    ];
    return [filled(10_000), filled(1000), ...rest];
  }
  // Non-drop-frame, SMPTE ST 12-1: frames are counted as at the next whole rate.
  const rate = Math.round(fps.num / fps.den);
  const colon = TIMECODE_GLYPHS.indexOf(':');
  const every = (frames: number): string => `${frame}/${frames}`;
  const inSecond = `mod(${frame},${rate})`;
  return [
    ...[digit(every(36_000 * rate)), digit(every(3600 * rate)), colon],
    ...[digit(every(600 * rate), 6), digit(every(60 * rate)), colon],
    ...[digit(every(10 * rate), 6), digit(every(rate)), colon],
    ...[digit(`${inSecond}/10`), digit(inSecond)],
  ];
};
