import { layPicture } from '#lib/pictures';
import { type LayerArt, layerSize, still } from '#lib/render-plan';
import { type CanvasSize, type RenderedText, renderGlyphStrip, renderText, textRenderer } from '#lib/text-layout';
import type { ImageLayer, Layer, TextLayer } from '#lib/timeline';
import { drawCaptions } from './draw-captions.js';
import type { Easel } from './easel.js';

export async function drawLayer(layer: Layer, easel: Easel): Promise<LayerArt> {
  switch (layer.kind) {
    case 'text':
      return still(await easel.keep(await drawText(layer, easel.canvas)));
    case 'image':
      return drawImage(layer, easel);
    case 'captions':
      return drawCaptions(layer, easel);
    case 'video':
      return { kind: 'film' };
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

async function drawImage({ url, size }: ImageLayer, { canvas, maxPixels, fileOf, keep }: Easel): Promise<LayerArt> {
  const { box, at, ...drawn } = await layPicture(fileOf(url), (own) => layerSize(own, size, canvas), {
    maxPixels,
  });
  return { kind: 'still', picture: await keep(drawn), box, at };
}
