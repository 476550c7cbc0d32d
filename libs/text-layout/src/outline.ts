import type { Raster } from './draw.js';

const ALPHA = 3;
const FAR = 1e20;

/**
 * Everything within `width` pixels of the picture's ink as coverage (0–255), a picture `ceil(width)` larger on each side.
 * Exact Euclidean distances (Felzenszwalb & Huttenlocher, "Distance Transforms of Sampled Functions", 2012); the edge
 * runs through half-covered pixels, as in Mapbox's TinySDF, so that the outline is as smooth as the letters.
 */
export const outline = (
  { data, width, height }: Raster,
  strokeWidth: number,
): { readonly coverage: Buffer; readonly margin: number; readonly width: number; readonly height: number } => {
  const margin = Math.ceil(strokeWidth) + 1;
  const [wide, high] = [width + 2 * margin, height + 2 * margin];
  const squares = new Float64Array(wide * high).fill(FAR);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const alpha = (data[(y * width + x) * 4 + ALPHA] ?? 0) / 255;
      if (alpha > 0) squares[(y + margin) * wide + x + margin] = Math.max(0, 0.5 - alpha) ** 2;
    }
  }
  for (let x = 0; x < wide; x += 1) transform(squares, x, wide, high);
  for (let y = 0; y < high; y += 1) transform(squares, y * wide, 1, wide);
  const coverage = Buffer.alloc(wide * high);
  for (let at = 0; at < coverage.length; at += 1) {
    const distance = Math.sqrt(squares[at] ?? FAR);
    coverage[at] = Math.round(255 * Math.min(1, Math.max(0, strokeWidth + 0.5 - distance)));
  }
  return { coverage, margin, width: wide, height: high };
};

/** Squared distances along one line, in place: the lower envelope of a parabola on every sample. */
const transform = (grid: Float64Array, offset: number, stride: number, length: number): void => {
  const line = new Float64Array(length);
  const vertices = new Int32Array(length);
  const bounds = new Float64Array(length + 1);
  for (let at = 0; at < length; at += 1) line[at] = grid[offset + at * stride] ?? FAR;
  const value = (at: number): number => line[at] ?? FAR;
  let top = 0;
  bounds[0] = -FAR;
  bounds[1] = FAR;
  for (let at = 1; at < length; at += 1) {
    let meeting = 0;
    for (; top >= 0; top -= 1) {
      const vertex = vertices[top] ?? 0;
      meeting = (value(at) - value(vertex) + at * at - vertex * vertex) / (2 * (at - vertex));
      if (meeting > (bounds[top] ?? -FAR)) break;
    }
    top += 1;
    vertices[top] = at;
    bounds[top] = meeting;
    bounds[top + 1] = FAR;
  }
  let piece = 0;
  for (let at = 0; at < length; at += 1) {
    while ((bounds[piece + 1] ?? FAR) < at) piece += 1;
    const vertex = vertices[piece] ?? 0;
    grid[offset + at * stride] = value(vertex) + (at - vertex) ** 2;
  }
};
