import type { MediaInfo, RenderPlan, Span } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { planOf } from './plans.js';
import { rawFrames } from './render.js';

export const CANVAS = { width: 64, height: 36 };
export const FPS = rational(25);
export type Triple = readonly [number, number, number];

/** Y, U, V of a canvas pixel in frame `n` of raw yuv420p. */
export const pixel = (raw: Buffer, n: number, x: number, y: number): Triple => {
  const { width, height } = CANVAS;
  const [luma, chroma] = [width * height, (width * height) / 4];
  const at = n * luma * 1.5;
  const half = Math.floor(y / 2) * (width / 2) + Math.floor(x / 2);
  return [raw[at + y * width + x] ?? 0, raw[at + luma + half] ?? 0, raw[at + luma + chroma + half] ?? 0];
};

/** Every part within `within` of what is wanted; the failure shows both. */
export const expectNear = (actual: Triple, wanted: Triple, within = 3): void => {
  const near = actual.every((value, index) => Math.abs(value - (wanted[index] ?? 0)) <= within);
  expect(near ? wanted : actual).toEqual(wanted);
};

/** ITU-R BT.709 limited range. */
export const RED: Triple = [63, 102, 240];
export const GREEN: Triple = [173, 42, 26];
export const BLUE: Triple = [32, 240, 118];
export const WHITE: Triple = [235, 128, 128];
export const BLACK: Triple = [16, 128, 128];

/** Frames of one file on the small canvas, as raw yuv420p. */
export const framesOf = (
  file: string,
  info: MediaInfo,
  spans: readonly Span[],
  more: { readonly directory: string; readonly background?: string; readonly fps?: RenderPlan['fps'] },
): Promise<Buffer> => {
  const { directory, ...sketch } = more;
  const plan = planOf({ fps: FPS, media: [info], spans, ...CANVAS, ...sketch });
  return rawFrames(plan, { media: [file], pictures: [], directory });
};
