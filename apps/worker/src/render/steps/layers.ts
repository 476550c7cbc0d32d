import { writeFile } from 'node:fs/promises';
import type { LayerArt, PlanPicture } from '#lib/render-plan';
import type { RenderContext } from '../context.js';
import { drawLayer } from '../layers/draw-layer.js';
import type { Easel } from '../layers/easel.js';
import { namingThePlace } from '../sources/name-the-place.js';
import type { RenderTools } from '../tools.js';
import type { FetchedFile } from './fetch.js';

/** What every layer of the timeline turned out to be, and where the pictures are. */
export interface DrawnLayers {
  readonly arts: readonly LayerArt[];
  /** Paths by checksum. */
  readonly files: ReadonlyMap<string, string>;
}

/** Draws the layers of the timeline, in their order. */
export async function drawLayers(
  { timeline, workspace, signal }: RenderContext,
  { limits, settings }: RenderTools,
  sources: readonly FetchedFile[],
): Promise<DrawnLayers> {
  const files = new Map<string, string>();
  const keep = async ({ png, checksum, width, height }: PlanPicture & { png: Buffer }): Promise<PlanPicture> => {
    if (!files.has(checksum)) {
      const path = workspace.picture(files.size);
      files.set(checksum, path);
      await writeFile(path, png);
    }
    return { checksum, width, height };
  };
  const paths = new Map(sources.map(({ url, path }) => [url, path]));
  const fileOf = (url: string): string => {
    const path = paths.get(url);
    if (path === undefined) throw new Error('The source of a layer was not fetched.');
    return path;
  };
  const easel: Easel = {
    canvas: timeline.output,
    maxPixels: limits.maxPixels,
    maxSeconds: settings.maxCompositionSeconds,
    keep,
    fileOf,
  };
  const arts: LayerArt[] = [];
  for (const layer of timeline.layers) {
    signal.throwIfAborted();
    const pointer = 'url' in layer ? `${layer.pointer}/url` : layer.pointer;
    arts.push(await namingThePlace(pointer, () => drawLayer(layer, easel)));
  }
  return { arts, files };
}
