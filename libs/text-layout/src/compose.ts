import sharp from 'sharp';
import type { TextStyle } from '#lib/timeline';
import type { Raster } from './draw.js';
import { splitColor } from './markup.js';
import { outline } from './outline.js';
import { area, inColor, silhouette, withOpacity } from './raster.js';

/** Everything about a text that is not its letters. */
export type Dressing = Pick<TextStyle, 'color' | 'size' | 'shadow' | 'stroke' | 'background'>;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A box around the letters, in pixels from their top-left corner. */
interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

const even = (length: number): number => length + (length % 2);

const evened = (box: Box): Box => ({ ...box, width: even(box.width), height: even(box.height) });

const grown = ({ left, top, width, height }: Box, by: number, down: number): Box => ({
  left: left - by,
  top: top - down,
  width: width + 2 * by,
  height: height + 2 * down,
});

const around = (a: Box, b: Box): Box => {
  const [left, top] = [Math.min(a.left, b.left), Math.min(a.top, b.top)];
  const right = Math.max(a.left + a.width, b.left + b.width);
  return { left, top, width: right - left, height: Math.max(a.top + a.height, b.top + b.height) - top };
};

/** Where each part of a dressed text goes; null where it has none. */
interface Layout {
  readonly letters: Box;
  readonly stroke: Box | null;
  readonly shadow: Box | null;
  readonly background: Box | null;
  readonly whole: Box;
}

/** The background stands this far from what it lies behind, in sizes of the font: as browsers show subtitles. */
const PADDING = { across: 0.35, down: 0.2 };

const layOut = (size: Size, { shadow, stroke, background, size: font }: Dressing): Layout => {
  const letters = { left: 0, top: 0, ...size };
  const margin = stroke === null ? 0 : Math.ceil(stroke.width) + 1;
  const body = grown(letters, margin, margin);
  const cast =
    shadow === null ? null : { ...body, left: body.left + Math.round(shadow.x), top: body.top + Math.round(shadow.y) };
  const inked = cast === null ? body : around(body, cast);
  const box =
    background === null
      ? null
      : evened(grown(inked, Math.round(font * PADDING.across), Math.round(font * PADDING.down)));
  const whole = box ?? inked;
  return { letters, stroke: stroke === null ? null : body, shadow: cast, background: box, whole };
};

/** Size of the whole layer, made even: yuv420p has a colour for two pixels. */
export const dressedSize = (letters: Size, dressing: Dressing): Size => {
  const { whole } = layOut(letters, dressing);
  return { width: even(whole.width), height: even(whole.height) };
};

/** PNG of the letters over their stroke, shadow and background. Same input, same bytes. */
export async function dress(letters: Raster, dressing: Dressing): Promise<Buffer> {
  const { stroke, shadow, background, color } = dressing;
  const layout = layOut(letters, dressing);
  const line = stroke === null ? null : inColor(outline(letters, stroke.width), stroke.color);
  const parts: (readonly [Box | null, Raster | null])[] = [
    [
      layout.background,
      background === null || layout.background === null ? null : areaOf(layout.background, background),
    ],
    [layout.shadow, shadow === null ? null : silhouette(line ?? letters, shadow.color)],
    [layout.stroke, line],
    [layout.letters, withOpacity(letters, splitColor(color).opacity)],
  ];
  const { left, top, width, height } = layout.whole;
  const placed = parts.flatMap(([box, raster]) =>
    box === null || raster === null ? [] : [place(raster, box.left - left, box.top - top)],
  );
  const transparent = { r: 0, g: 0, b: 0, alpha: 0 };
  return sharp({ create: { width: even(width), height: even(height), channels: 4, background: transparent } })
    .composite(placed)
    .png({ compressionLevel: 6, adaptiveFiltering: false })
    .toBuffer();
}

const areaOf = ({ width, height }: Size, color: string): Raster => area(width, height, color);

const place = ({ data, width, height }: Raster, left: number, top: number) => ({
  input: data,
  raw: { width, height, channels: 4 as const },
  left,
  top,
});
