import type { Completion } from '#lib/persistence';
import type { RenderContext } from './context.js';
import { describeResult } from './describe-result.js';
import { assemble } from './steps/assemble.js';
import { encode } from './steps/encode.js';
import { fetchSources } from './steps/fetch.js';
import { drawLayers } from './steps/layers.js';
import { decodePictures } from './steps/pictures.js';
import { plan } from './steps/plan.js';
import { probeSources } from './steps/probe.js';
import { publish } from './steps/publish.js';
import { thumbnail } from './steps/thumbnail.js';
import { verify } from './steps/verify.js';
import { suspectingParts } from './suspect-parts.js';
import type { RenderTools } from './tools.js';

/** The whole story of a render. Each step is one file in steps/; any of them may throw a CutroomError. */
export async function renderComposition(context: RenderContext, tools: RenderTools): Promise<Completion> {
  const { clock } = context;
  const fetched = await clock.time('fetch', () => fetchSources(context, tools.fetcher));
  const sources = await clock.time('pictures', () => decodePictures(context, tools, fetched));
  const media = await clock.time('probe', () => probeSources(context, tools, sources));
  const layers = await clock.time('text', () => drawLayers(context, tools, fetched));
  const job = await clock.time('plan', () => plan(context, tools, { sources, media, layers }));
  const encoded = await clock.time('encode', () => encode(context, tools, job));
  const verified = await suspectingParts(tools, encoded, async () => {
    const file = await clock.time('assemble', () => assemble(context, tools, job, encoded));
    return clock.time('verify', () => verify(context, tools, job, file));
  });
  const still = await clock.time('thumbnail', () => thumbnail(context, tools, job, verified.path));
  const result = await clock.time('publish', () => publish(context, tools, job, verified, still));
  return describeResult(context, tools, { plan: job.plan, encoded, file: verified, result });
}
