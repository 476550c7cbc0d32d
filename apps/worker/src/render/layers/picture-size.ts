import type { CanvasSize } from '#lib/text-layout';
import type { LayerSize } from '#lib/timeline';

/** Size of a picture on the output, pixels: as told, else its own, shrunk where that is larger than the canvas. */
export const pictureSize = (own: CanvasSize, { width, height, scale }: LayerSize, canvas: CanvasSize): CanvasSize => {
  if (width !== null && height !== null) return { width, height };
  const factor = (): number => {
    if (width !== null) return width / own.width;
    if (height !== null) return height / own.height;
    return scale ?? Math.min(1, canvas.width / own.width, canvas.height / own.height);
  };
  const by = factor();
  return { width: own.width * by, height: own.height * by };
};
