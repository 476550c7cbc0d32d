import type { Completion } from '#lib/persistence';
import { describeResult, type Made } from './accounts/describe-result.js';
import { allOfThese } from './all-or-stop.js';
import type { RenderContext } from './context.js';
import { cutParts } from './cuts/cut-parts.js';
import { findCuts } from './cuts/find-cuts.js';
import { unlessWrong } from './cuts/unless-wrong.js';
import { suspectingParts } from './parts/suspect-parts.js';
import { worthDistributing } from './parts/worth-distributing.js';
import { prepare } from './prepare.js';
import { allowTime } from './steps/allow-time.js';
import { assemble, type Joinable } from './steps/assemble.js';
import { deliver } from './steps/deliver.js';
import { distribute } from './steps/distribute.js';
import { type EncodedParts, encode } from './steps/encode.js';
import { type Finished, finish } from './steps/finish.js';
import { type Gathered, gather } from './steps/gather.js';
import { lookUpParts } from './steps/look-up.js';
import type { PlannedJob } from './steps/plan.js';
import { thumbnail } from './steps/thumbnail.js';
import { takeStill } from './still-story.js';
import type { RenderTools } from './tools.js';

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
    const made = await unlessWrong(context, tools, cuts, async () => {
      const encoded = await clock.time('encode', () => cutParts(context, tools, job, cuts));
      return { encoded, ...(await join(context, tools, { ...job, cuts }, encoded)) };
    });
    if (made !== null) return conclude(context, tools, { ...job, cuts, ...made });
  }
  const parts = await clock.time('plan', () => lookUpParts(tools, job));
  if (await worthDistributing(tools, job.plan, parts.missing)) {
    await distribute(context, tools, job, parts);
    return null;
  }
  const encoded = await clock.time('encode', () => encode(context, tools, job, parts));
  return joinParts(context, tools, job, encoded);
}

/** The end of a render whose parts many workers have made. */
export async function assembleComposition(
  context: RenderContext,
  tools: RenderTools,
  gathered: Gathered,
): Promise<Completion> {
  const encoded = await context.clock.time('gather', () => gather(context, tools, gathered));
  return joinParts(context, tools, gathered, encoded);
}

async function joinParts(
  context: RenderContext,
  tools: RenderTools,
  { plan }: Pick<PlannedJob, 'plan'>,
  encoded: EncodedParts,
): Promise<Completion> {
  const job = { plan, cuts: null };
  const finished = await suspectingParts(tools, encoded, () => join(context, tools, job, encoded));
  return conclude(context, tools, { ...job, encoded, ...finished });
}

async function join(
  context: RenderContext,
  tools: RenderTools,
  job: Joinable,
  encoded: EncodedParts,
): Promise<Finished> {
  const { clock } = context;
  const [paths, picture] = await allOfThese(context.signal, [
    (signal) => clock.time('assemble', () => assemble({ ...context, signal }, tools, job, encoded)),
    (signal) => clock.time('thumbnail', () => thumbnail({ ...context, signal }, tools, job, encoded)),
  ]);
  return finish(context, tools, job, paths, picture);
}

async function conclude(context: RenderContext, tools: RenderTools, made: Made): Promise<Completion> {
  await context.clock.time('publish', () => deliver(context, tools, made.files));
  return describeResult(context, tools, made);
}
