import { layPicture } from '#lib/pictures';
import { type LayerArt, type PlanPicture, still } from '#lib/render-plan';
import { type CanvasSize, type RenderedText, renderGlyphStrip, renderText, textRenderer } from '#lib/text-layout';
import type { ImageLayer, Layer, TextLayer } from '#lib/timeline';
import { pictureSize } from './picture-size.js';

/** What layers are drawn on and with. */
export interface Easel {
  readonly canvas: CanvasSize;
  /** Pixels of a client's picture. */
  readonly maxPixels: number;
  /** Files of the sources by URL. */
  readonly paths: ReadonlyMap<string, string>;
  /** Keeps a picture for ffmpeg. */
  keep(picture: PlanPicture & { readonly png: Buffer }): Promise<PlanPicture>;
}

export async function drawLayer(layer: Layer, easel: Easel): Promise<LayerArt> {
  switch (layer.kind) {
    case 'text':
      return still(await easel.keep(await drawText(layer, easel.canvas)));
    case 'image':
      return drawImage(layer, easel);
    case 'timecode': {
      const strip = await renderGlyphStrip(layer.style);
      return { kind: 'timecode', picture: await easel.keep(strip), cellWidth: strip.cellWidth };
    }
  }
}

/** No default: a second way of drawing text does not compile until it has its case here. */
function drawText(layer: TextLayer, canvas: CanvasSize): Promise<RenderedText> {
  switch (textRenderer(layer)) {
    case 'picture':
      return renderText(layer, canvas);
  }
}

async function drawImage({ url, size }: ImageLayer, { canvas, maxPixels, paths, keep }: Easel): Promise<LayerArt> {
  const path = paths.get(url);
  if (path === undefined) throw new Error('The picture of a layer was not fetched.');
  const { box, at, ...drawn } = await layPicture(path, (own) => pictureSize(own, size, canvas), {
    maxPixels,
  });
  return { kind: 'still', picture: await keep(drawn), box, at };
}
