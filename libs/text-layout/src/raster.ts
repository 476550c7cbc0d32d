import sharp from 'sharp';
import type { Shadow } from '#lib/timeline';
import type { Raster } from './draw.js';
import { splitColor } from './markup.js';

const ALPHA = 3;

const withOpacity = ({ data, ...size }: Raster, opacity: number): Raster => {
  const faded = Buffer.from(data);
  for (let at = ALPHA; at < faded.length; at += 4) faded[at] = Math.round((faded[at] ?? 0) * opacity);
  return { data: faded, ...size };
};

/** The outline of a picture in one colour, emoji included. */
const silhouette = ({ data, ...size }: Raster, color: string): Raster => {
  const { rgb, opacity } = splitColor(color);
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16));
  const shape = Buffer.alloc(data.length);
  for (let at = 0; at < data.length; at += 4) {
    shape.set([red ?? 0, green ?? 0, blue ?? 0, Math.round((data[at + ALPHA] ?? 0) * opacity)], at);
  }
  return { data: shape, ...size };
};

const even = (length: number): number => length + (length % 2);

/** Size of the whole layer: text, shadow beside it, and what makes it even (yuv420p has a colour for two pixels). */
export const layerSize = (
  { width, height }: Pick<Raster, 'width' | 'height'>,
  shadow: Shadow | null,
): { readonly width: number; readonly height: number } => ({
  width: even(width + Math.abs(Math.round(shadow?.x ?? 0))),
  height: even(height + Math.abs(Math.round(shadow?.y ?? 0))),
});

const place = ({ data, width, height }: Raster, left: number, top: number) => ({
  input: data,
  raw: { width, height, channels: 4 as const },
  left,
  top,
});

/** PNG of the text over its shadow. Same input, same bytes. */
export async function composeLayer(text: Raster, color: string, shadow: Shadow | null): Promise<Buffer> {
  const [x, y] = [Math.round(shadow?.x ?? 0), Math.round(shadow?.y ?? 0)];
  const layers = [
    ...(shadow === null ? [] : [place(silhouette(text, shadow.color), Math.max(0, x), Math.max(0, y))]),
    place(withOpacity(text, splitColor(color).opacity), Math.max(0, -x), Math.max(0, -y)),
  ];
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  return sharp({ create: { ...layerSize(text, shadow), channels: 4, background } })
    .composite(layers)
    .png({ compressionLevel: 6, adaptiveFiltering: false })
    .toBuffer();
}
