import { writeFile } from 'node:fs/promises';
import type { LayerArt, PlanPicture } from '#lib/render-plan';
import { renderText, textRenderer } from '#lib/text-layout';
import type { Layer, TextLayer } from '#lib/timeline';
import type { RenderContext } from '../context.js';
import { namingThePlace } from '../name-the-place.js';

/** What every layer of the timeline turned out to be, and where the pictures are. */
export interface DrawnLayers {
  readonly arts: readonly LayerArt[];
  /** Paths by checksum. */
  readonly files: ReadonlyMap<string, string>;
}

/** A picture to be laid over the video. */
interface Drawn extends PlanPicture {
  readonly png: Buffer;
}

/** Draws the layers of the timeline, in their order. */
export async function drawLayers({ timeline, workspace, signal }: RenderContext): Promise<DrawnLayers> {
  const files = new Map<string, string>();
  const keep = async ({ png, checksum, width, height }: Drawn): Promise<PlanPicture> => {
    if (!files.has(checksum)) {
      const path = workspace.picture(files.size);
      files.set(checksum, path);
      await writeFile(path, png);
    }
    return { checksum, width, height };
  };
  const arts: LayerArt[] = [];
  for (const layer of timeline.layers) {
    signal.throwIfAborted();
    arts.push(await namingThePlace(layer.pointer, () => draw(layer, timeline.output, keep)));
  }
  return { arts, files };
}

type Canvas = Parameters<typeof renderText>[1];
type Keep = (drawn: Drawn) => Promise<PlanPicture>;

async function draw(layer: Layer, canvas: Canvas, keep: Keep): Promise<LayerArt> {
  return { kind: 'still', picture: await keep(await drawText(layer, canvas)) };
}

/** No default: a second way of drawing text does not compile until it has its case here. */
function drawText(layer: TextLayer, canvas: Canvas): Promise<Drawn> {
  switch (textRenderer(layer)) {
    case 'picture':
      return renderText(layer, canvas);
  }
}
