import { asJson, type FlowDescription, type FlowMedia } from '../../flow/description.js';
import type { RenderContext } from '../context.js';
import { orderOfParts } from '../parts/order-of-parts.js';
import type { RenderTools } from '../tools.js';
import type { FetchedFile } from './fetch.js';
import type { KnownParts } from './look-up.js';
import type { PlannedRender } from './plan.js';

/** Hands the missing parts to whoever is free. From then on this attempt is no longer this worker's own. */
export async function distribute(
  context: RenderContext,
  tools: RenderTools,
  job: PlannedRender,
  parts: KnownParts,
): Promise<void> {
  const { compositionId, attempt, signal } = context;
  await Promise.all([keepPictures(tools, job, signal), keepSources(tools, job)]);
  signal.throwIfAborted();
  const flow = {
    compositionId,
    attempt,
    description: asJson(describe(context, tools, job, parts)),
    parts: orderOfParts(job.plan, parts.all).map(({ number, key, files, frames }) => ({
      part: number,
      key,
      frames,
      reused: files.every((file) => parts.stored.has(file.key)),
    })),
  };
  context.progress.end();
  // Saved now and then only, and nobody may take up a part for a while.
  await tools.compositions.saveProgress(compositionId, attempt, context.progress.current);
  const accepted = await tools.flows.distribute(flow, { aliveSeconds: tools.settings.flowAliveSeconds });
  if (accepted) tools.relay.kick();
  tools.logger.info({ attempt, parts: parts.missing.length, accepted }, 'Render distributed');
}

function describe(
  { clock, cost }: RenderContext,
  { capabilities }: RenderTools,
  { plan, media }: PlannedRender,
  { all, segments }: KnownParts,
): FlowDescription {
  return {
    plan,
    encoder: capabilities.ffmpegVersion,
    media: media.map(asFlowMedia),
    keys: all.map(({ key }) => key),
    partOfSegment: segments.map(({ number }) => number),
    spent: { seconds: clock.seconds, totalSeconds: clock.total, cost: cost.soFar },
  };
}

const asFlowMedia = ({ url, checksum, sizeBytes, pointers, still }: FetchedFile): FlowMedia => ({
  ...{ url: still === null ? url : null, checksum, sizeBytes },
  pointer: pointers[0],
});

/** Drawn or decoded by this worker alone; like parts they are known by what they are. */
async function keepPictures(
  tools: RenderTools,
  { plan, pictureFiles, media }: PlannedRender,
  signal: AbortSignal,
): Promise<void> {
  const stills = media.filter(({ still }) => still !== null);
  const files = new Map([
    ...plan.pictures.map(({ checksum }, index) => [checksum, pictureFiles[index] ?? ''] as const),
    ...stills.map(({ checksum, path }) => [checksum, path] as const),
  ]);
  const known = await tools.parts.find([...files.keys()]);
  const fresh = [...files].filter(([checksum]) => !known.has(checksum));
  await Promise.all(fresh.map(([checksum, path]) => tools.parts.keep(checksum, path, signal)));
}

/** Parts that are made here shall not fetch them again, wherever they came from. A full disk only makes that dearer. */
async function keepSources(tools: RenderTools, { media }: PlannedRender): Promise<void> {
  for (const source of media) {
    if (source.still !== null) continue;
    await tools.media
      .keep(source, source.path)
      .catch((error: unknown) => tools.logger.warn({ err: error }, 'A source could not be kept for the parts'));
  }
}
