import type { Completion } from '#lib/persistence';
import type { CutPlan } from '#lib/render-plan';
import type { RenderContext } from './context.js';
import { cutParts } from './cuts/cut-parts.js';
import { findCuts } from './cuts/find-cuts.js';
import { describeResult } from './describe-result.js';
import { prepare } from './prepare.js';
import { allowTime } from './steps/allow-time.js';
import { assemble } from './steps/assemble.js';
import { deliver } from './steps/deliver.js';
import { distribute } from './steps/distribute.js';
import { type EncodedParts, encode } from './steps/encode.js';
import { finish } from './steps/finish.js';
import { type Gathered, gather } from './steps/gather.js';
import { lookUpParts } from './steps/look-up.js';
import type { PlannedJob } from './steps/plan.js';
import { takeStill } from './still-story.js';
import { suspectingParts } from './suspect-parts.js';
import type { RenderTools } from './tools.js';
import { worthDistributing } from './worth-distributing.js';

/**
 * The whole story of a render. Each step is one file in steps/; any of them may throw a CutroomError. Null: its parts
 * are made by whoever is free, and `assembleComposition` goes on when they are.
 */
export async function renderComposition(context: RenderContext, tools: RenderTools): Promise<Completion | null> {
  const { clock } = context;
  const job = await prepare(context, tools);
  await allowTime(context, tools, job.plan);
  if (context.timeline.output.stillOnly) return takeStill(context, tools, job);
  const cuts = await clock.time('plan', () => findCuts(context, tools, job));
  if (cuts !== null) {
    const pieces = await clock.time('encode', () => cutParts(context, tools, job, cuts));
    return join(context, tools, { ...job, cuts }, pieces);
  }
  const parts = await clock.time('plan', () => lookUpParts(tools, job));
  if (await worthDistributing(tools, job.plan, parts.missing)) {
    await distribute(context, tools, job, parts);
    return null;
  }
  const encoded = await clock.time('encode', () => encode(context, tools, job, parts));
  return join(context, tools, { ...job, cuts: null }, encoded);
}

/** The end of a render whose parts many workers have made. */
export async function assembleComposition(
  context: RenderContext,
  tools: RenderTools,
  gathered: Gathered,
): Promise<Completion> {
  const encoded = await context.clock.time('gather', () => gather(context, tools, gathered));
  return join(context, tools, { ...gathered, cuts: null }, encoded);
}

async function join(
  context: RenderContext,
  tools: RenderTools,
  job: Pick<PlannedJob, 'plan'> & { readonly cuts: CutPlan | null },
  encoded: EncodedParts,
): Promise<Completion> {
  const { clock } = context;
  const finished = await suspectingParts(tools, encoded, async () => {
    const paths = await clock.time('assemble', () => assemble(context, tools, job, encoded));
    return finish(context, tools, job, paths);
  });
  await clock.time('publish', () => deliver(context, tools, finished.files));
  return describeResult(context, tools, { ...job, encoded, ...finished });
}
