import type { Raster } from './draw.js';
import { splitColor } from './markup.js';
import type { outline } from './outline.js';

const ALPHA = 3;

export const withOpacity = ({ data, ...size }: Raster, opacity: number): Raster => {
  const faded = Buffer.from(data);
  for (let at = ALPHA; at < faded.length; at += 4) faded[at] = Math.round((faded[at] ?? 0) * opacity);
  return { data: faded, ...size };
};

/** The outline of a picture in one colour, emoji included. */
export const silhouette = ({ data, ...size }: Raster, color: string): Raster => ({
  data: painted(data.length / 4, color, (pixel) => data[pixel * 4 + ALPHA] ?? 0),
  ...size,
});

/** Coverage in one colour. */
export const inColor = ({ coverage, width, height }: ReturnType<typeof outline>, color: string): Raster => ({
  data: painted(coverage.length, color, (pixel) => coverage[pixel] ?? 0),
  width,
  height,
});

/** A plain area. */
export const area = (width: number, height: number, color: string): Raster => ({
  data: painted(width * height, color, () => 255),
  width,
  height,
});

const painted = (pixels: number, color: string, alphaOf: (pixel: number) => number): Buffer => {
  const { rgb, opacity } = splitColor(color);
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16));
  const shape = Buffer.alloc(pixels * 4);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    shape.set([red ?? 0, green ?? 0, blue ?? 0, Math.round(alphaOf(pixel) * opacity)], pixel * 4);
  }
  return shape;
};
