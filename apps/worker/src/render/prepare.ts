import { allOrStop, type Together } from './all-or-stop.js';
import type { RenderContext } from './context.js';
import { fetchSources } from './steps/fetch.js';
import { drawLayers } from './steps/layers.js';
import { decodePictures } from './steps/pictures.js';
import { type PlannedRender, plan } from './steps/plan.js';
import { probeSources } from './steps/probe.js';
import type { RenderTools } from './tools.js';

/** Everything up to the plan: what a render does before it encodes, and all that a forecast does. */
export async function prepare(
  context: RenderContext,
  tools: RenderTools,
  together: Together = allOrStop,
): Promise<PlannedRender> {
  const { clock } = context;
  const fetched = await clock.time('fetch', () => fetchSources(context, tools.fetcher, together));
  const sources = await clock.time('pictures', () => decodePictures(context, tools, fetched, together));
  const media = await clock.time('probe', () => probeSources(context, tools, sources, together));
  const layers = await clock.time('text', () => drawLayers(context, tools, fetched));
  return clock.time('plan', () => plan(context, tools, { sources, media, layers }));
}
