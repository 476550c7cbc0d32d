import type { Canvas, RenderPlan, Size } from '#lib/render-plan';
import type { Rational } from '#lib/timeline';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { isBlack, toYCbCr, type YCbCr } from './color.js';

/** What every part of a segment's picture is drawn with. */
export interface Scene {
  readonly canvas: Canvas;
  readonly fps: Rational;
  readonly background: YCbCr;
  readonly black: boolean;
}

/** 4:4:4 inside transitions, because `xfade` works in nothing less; 4:2:0 everywhere else. */
export type Chroma = '420' | '444';

export const sceneOf = ({ canvas, fps }: RenderPlan): Scene => {
  const background = toYCbCr(canvas.background);
  return { canvas, fps, background, black: isBlack(background) };
};

export interface SolidOptions {
  /** Opaque, and ready to be faded. */
  readonly alpha?: boolean;
  /** Default: the canvas. */
  readonly size?: Size;
}

/** Endless frames of the background. */
export const solid = (
  { canvas, fps, background, black }: Scene,
  chroma: Chroma,
  { alpha = false, size = canvas }: SolidOptions = {},
): VideoPad => {
  const source = video('color', { color: 'black', size: `${size.width}x${size.height}`, rate: fps });
  const plain = video('format', { pix_fmts: alpha ? `yuva${chroma}p` : `yuv${chroma}p` }, source);
  return tagged(black ? plain : video('lutyuv', { ...background }, plain));
};

/** Says on the frames what they are, so that no later filter converts them on a guess. */
export const tagged = (input: VideoPad): VideoPad =>
  video('setparams', { range: 'tv', color_primaries: 'bt709', color_trc: 'bt709', colorspace: 'bt709' }, input);

export const overlay = (
  base: VideoPad,
  top: VideoPad,
  chroma: Chroma,
  at: { readonly x: number | string; readonly y: number | string },
  more: Readonly<Record<string, string | number>> = {},
): VideoPad => video('overlay', { x: at.x, y: at.y, format: `yuv${chroma}`, ...more }, base, top);
