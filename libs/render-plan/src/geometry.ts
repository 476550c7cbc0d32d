import { evaluateExpression, type Fit, type LayerSize, type Position } from '#lib/timeline';
import type { VideoInfo } from './media.js';
import type { Canvas } from './plan.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels, in this order: scale to `scale`, keep `crop` of it, lay that on the canvas at `pad`. All numbers even. */
export interface FitGeometry {
  readonly scale: Size;
  readonly crop: Size & { readonly x: number; readonly y: number };
  readonly pad: { readonly x: number; readonly y: number };
}

/** Beyond every real picture, and small enough that one scaled frame always fits in memory. */
const MAX_SIDE = 16_384;

/** The picture's size in square pixels, as a player shows it; not rounded, each side > 0. */
export const displaySize = (video: Pick<VideoInfo, 'width' | 'height' | 'sar'>): Size => {
  const { num, den } = video.sar;
  return { width: video.width * (num > 0 && den > 0 ? num / den : 1), height: video.height };
};

/** `+ 0` turns -0, which JSON forgets, into 0. */
const nearestEven = (value: number): number => 2 * Math.round(value / 2) + 0;
const evenBelow = (value: number): number => 2 * Math.floor(value / 2);
const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/**
 * How a picture goes onto the canvas (whose sides are even). `contain` and `blur` show all of it, `cover` fills the canvas,
 * `stretch` pulls it to the canvas's shape. Otherwise the aspect is kept to within one even pixel, except where a side would pass 16,384 pixels.
 */
export const fitGeometry = (
  video: Pick<VideoInfo, 'width' | 'height' | 'sar'>,
  canvas: Pick<Canvas, 'width' | 'height'>,
  fit: Fit,
): FitGeometry => {
  if (fit === 'stretch') return pulledTo(canvas);
  const whole = fit !== 'cover';
  const shown = displaySize(video);
  const ratios = [canvas.width / shown.width, canvas.height / shown.height];
  const factor = whole ? Math.min(...ratios) : Math.max(...ratios);
  const side = (length: number, limit: number): number =>
    whole
      ? clamp(nearestEven(length * factor), 2, limit)
      : clamp(nearestEven(length * factor), limit, Math.max(limit, MAX_SIDE));
  const scale = { width: side(shown.width, canvas.width), height: side(shown.height, canvas.height) };
  const kept = { width: Math.min(scale.width, canvas.width), height: Math.min(scale.height, canvas.height) };
  return {
    scale,
    crop: { ...kept, x: evenBelow((scale.width - kept.width) / 2), y: evenBelow((scale.height - kept.height) / 2) },
    pad: { x: evenBelow((canvas.width - kept.width) / 2), y: evenBelow((canvas.height - kept.height) / 2) },
  };
};

const pulledTo = ({ width, height }: Size): FitGeometry => ({
  scale: { width, height },
  crop: { width, height, x: 0, y: 0 },
  pad: { x: 0, y: 0 },
});

/** A layer's size in even pixels: as told, else its own, shrunk where that is larger than the canvas. */
export const layerSize = (own: Size, { width, height, scale }: LayerSize, canvas: Size): Size => {
  const even = (length: number): number => clamp(nearestEven(length), 2, MAX_SIDE);
  if (width !== null && height !== null) return { width: even(width), height: even(height) };
  const factor = (): number => {
    if (width !== null) return width / own.width;
    if (height !== null) return height / own.height;
    return scale ?? Math.min(1, canvas.width / own.width, canvas.height / own.height);
  };
  const by = factor();
  return { width: even(own.width * by), height: even(own.height * by) };
};

/**
 * Where a layer's top-left corner goes, in even pixels of the canvas (chroma is halved, so odd places would blur).
 * Throws RangeError for a place that `positionProblems` refuses.
 */
export const layerPosition = (
  position: { readonly x: Position; readonly y: Position },
  picture: Size,
  canvas: Size,
): { readonly x: number; readonly y: number } => ({
  x: along(position.x, picture.width, canvas.width, { picture, canvas }),
  y: along(position.y, picture.height, canvas.height, { picture, canvas }),
});

const along = (
  position: Position,
  length: number,
  whole: number,
  sizes: { readonly picture: Size; readonly canvas: Size },
): number => {
  switch (position.kind) {
    case 'pixels':
      return nearestEven(position.value);
    case 'percent':
      return nearestEven((whole * position.value) / 100);
    case 'start':
      return 0;
    case 'center':
      return nearestEven((whole - length) / 2);
    case 'end':
      return nearestEven(whole - length);
    case 'expression': {
      const { picture, canvas } = sizes;
      const place = evaluateExpression(position.expression, {
        canvasWidth: canvas.width,
        canvasHeight: canvas.height,
        layerWidth: picture.width,
        layerHeight: picture.height,
      });
      if (place.kind !== 'value') throw new RangeError('A layer has no place.');
      return nearestEven(place.value);
    }
  }
};
