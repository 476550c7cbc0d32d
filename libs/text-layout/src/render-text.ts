import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { TextLayer, TextStyle } from '#lib/timeline';
import { coloured, literal } from './markup.js';

export interface CanvasSize {
  readonly width: number;
  readonly height: number;
}

export interface RenderedText {
  /** RGBA, straight alpha. */
  readonly png: Buffer;
  /** Even pixels. */
  readonly width: number;
  readonly height: number;
  /** sha256 of `png`, hex. */
  readonly checksum: string;
}

/** At 72 dots per inch one point is one pixel, so that a font size is output pixels. */
const DPI = 72;

export async function renderText(layer: TextLayer, canvas: CanvasSize): Promise<RenderedText> {
  const markup = literal(layer.content);
  const { style } = layer;
  const face = await draw(markup, style.color, style, canvas);
  const { shadow } = style;
  const parts =
    shadow === null
      ? [{ ...face, x: 0, y: 0 }]
      : [
          { ...(await draw(markup, shadow.color, style, canvas)), x: shadow.x, y: shadow.y },
          { ...face, x: 0, y: 0 },
        ];
  const left = Math.min(...parts.map((part) => part.x));
  const top = Math.min(...parts.map((part) => part.y));
  const even = (size: number): number => size + (size % 2);
  const width = even(Math.max(...parts.map((part) => part.x - left + part.width)));
  const height = even(Math.max(...parts.map((part) => part.y - top + part.height)));
  const png = await sharp({ create: { width, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    .composite(parts.map(({ png: input, x, y }) => ({ input, left: x - left, top: y - top })))
    .png()
    .toBuffer();
  return { png, width, height, checksum: createHash('sha256').update(png).digest('hex') };
}

async function draw(markup: string, color: string, style: TextStyle, canvas: CanvasSize) {
  const { data, info } = await sharp({
    text: {
      text: coloured(markup, color),
      font: `${style.font} ${style.size}`,
      dpi: DPI,
      rgba: true,
      width: canvas.width,
      wrap: 'word-char',
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}
