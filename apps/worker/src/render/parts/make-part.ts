import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type RunSound, renditionsCommand } from '#lib/ffmpeg';
import { audioGraph, type GraphInput, segmentGraph } from '#lib/filter-graph';
import type { RenderPlan, Segment } from '#lib/render-plan';
import type { RenderContext } from '../context.js';
import type { PlannedJob } from '../steps/plan.js';
import { runCounted } from '../steps/run-counted.js';
import type { RenderTools } from '../tools.js';
import type { Damage } from './damage.js';
import type { PartFile, PlannedPart } from './parts-of.js';
import { soundSteps } from './sound-steps.js';

export interface PartWishes {
  readonly signal: AbortSignal;
  readonly damage: Damage;
  /** Hears frames done so far. */
  readonly onFrames: (done: number) => void;
}

type PartContext = Pick<RenderContext, 'workspace' | 'cost'>;

/** Files on the way to a part that one run makes, with what they are made of. */
interface Step {
  readonly paths: readonly string[];
  readonly inputs: readonly GraphInput[];
  /** Writes to `drafts`, which then become `paths`. */
  readonly write: (drafts: readonly string[]) => ReturnType<typeof runCounted>;
}

/** Which of the plan's media and pictures a part is made of, by their places there. */
export function inputsOf(
  plan: RenderPlan,
  { segment }: PlannedPart,
): { readonly media: readonly number[]; readonly pictures: readonly number[] } {
  const { inputs } = segment === null ? audioGraph(plan) : segmentGraph(plan, segment);
  const media = inputs.flatMap((input) => (input.kind === 'media' ? [input.media] : []));
  const pictures = inputs.flatMap((input) => (input.kind === 'picture' ? [input.picture] : []));
  return { media: [...new Set(media)], pictures: [...new Set(pictures)] };
}

/**
 * Makes those `files` of one part, the pictures of all of them from one decode. @returns whether they are whole, made of
 * sources without damage
 */
export async function makePart(
  context: PartContext,
  tools: RenderTools,
  job: PlannedJob,
  part: PlannedPart,
  wishes: PartWishes,
  files: readonly PartFile[] = part.files,
): Promise<boolean> {
  const { damage } = wishes;
  const { segment } = part;
  const renditions = files.map(({ rendition }) => rendition);
  const steps =
    segment === null
      ? sound(context, tools, job, wishes)
      : [picture(context, tools, job, { segment, renditions }, wishes)];
  let whole = true;
  for (const { paths, inputs, write } of steps) {
    // Written where ffmpeg may write, and out of its reach once it is finished.
    const drafts = paths.map((path) => join(context.workspace.workDir, basename(path)));
    const { decodeErrors } = await damage.naming(inputs, () => write(drafts));
    for (const [index, path] of paths.entries()) await rename(drafts[index] ?? '', path);
    if (damage.note(inputs, decodeErrors)) whole = false;
  }
  return whole;
}

function picture(
  context: PartContext,
  tools: RenderTools,
  job: PlannedJob,
  { segment, renditions }: { readonly segment: Segment; readonly renditions: readonly number[] },
  { signal, onFrames }: PartWishes,
): Step {
  const { plan, mediaFiles: media, pictureFiles: pictures } = job;
  const write = (drafts: readonly string[]): ReturnType<Step['write']> => {
    const outputs = renditions.map((rendition, index) => ({ rendition, path: drafts[index] ?? '' }));
    const command = renditionsCommand(plan, segment, { media, pictures, outputs }, tools.limits);
    const wishes = { onFrames, expectedFrames: segment.frames };
    return tools.encodeSlots.run(signal, () => runCounted(context, tools, command, signal, wishes));
  };
  const paths = renditions.map((rendition) => context.workspace.segment(segment.index, rendition));
  return { paths, inputs: segmentGraph(plan, segment).inputs, write };
}

function sound(context: PartContext, tools: RenderTools, job: PlannedJob, { signal }: PartWishes): readonly Step[] {
  const run: RunSound = (command, onLog) =>
    runCounted(context, tools, command, signal, onLog === undefined ? {} : { onLog });
  return soundSteps(job, context.workspace, tools.limits).map(({ path, inputs, write }) => ({
    paths: [path],
    inputs,
    write: ([draft = '']) => write(draft, run),
  }));
}
