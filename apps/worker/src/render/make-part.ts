import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type RunSound, segmentCommand } from '#lib/ffmpeg';
import { audioGraph, type GraphInput, segmentGraph } from '#lib/filter-graph';
import type { RenderPlan, Segment } from '#lib/render-plan';
import type { RenderContext } from './context.js';
import type { Damage } from './damage.js';
import type { PlannedPart } from './parts-of.js';
import { soundSteps } from './sound-steps.js';
import type { PlannedJob } from './steps/plan.js';
import { runCounted } from './steps/run-counted.js';
import type { RenderTools } from './tools.js';

export interface PartWishes {
  readonly signal: AbortSignal;
  readonly damage: Damage;
  /** Hears frames done so far. */
  readonly onFrames: (done: number) => void;
}

type PartContext = Pick<RenderContext, 'workspace' | 'cost'>;

/** One file on the way to a part, with what it is made of. */
interface Step {
  readonly path: string;
  readonly inputs: readonly GraphInput[];
  /** Writes to `draft`, which then becomes `path`. */
  readonly write: (draft: string) => ReturnType<typeof runCounted>;
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

/** Makes one part. @returns whether it is whole, made of sources without damage */
export async function makePart(
  context: PartContext,
  tools: RenderTools,
  job: PlannedJob,
  part: PlannedPart,
  wishes: PartWishes,
): Promise<boolean> {
  const { damage } = wishes;
  const { segment } = part;
  const steps = segment === null ? sound(context, tools, job, wishes) : [picture(context, tools, job, segment, wishes)];
  let whole = true;
  for (const { path, inputs, write } of steps) {
    // Written where ffmpeg may write, and out of its reach once it is finished.
    const draft = join(context.workspace.workDir, basename(path));
    const { decodeErrors } = await damage.naming(inputs, () => write(draft));
    await rename(draft, path);
    if (damage.note(inputs, decodeErrors)) whole = false;
  }
  return whole;
}

function picture(
  context: PartContext,
  tools: RenderTools,
  job: PlannedJob,
  segment: Segment,
  { signal, onFrames }: PartWishes,
): Step {
  const { plan, mediaFiles: media, pictureFiles: pictures } = job;
  const write = (output: string): ReturnType<Step['write']> => {
    const command = segmentCommand(plan, segment, { media, pictures, output }, tools.limits);
    const wishes = { onFrames, expectedFrames: segment.frames };
    return tools.encodeSlots.run(signal, () => runCounted(context, tools, command, signal, wishes));
  };
  return { path: context.workspace.segment(segment.index), inputs: segmentGraph(plan, segment).inputs, write };
}

function sound(context: PartContext, tools: RenderTools, job: PlannedJob, { signal }: PartWishes): readonly Step[] {
  const run: RunSound = (command, onLog) =>
    runCounted(context, tools, command, signal, onLog === undefined ? {} : { onLog });
  return soundSteps(job, context.workspace, tools.limits).map(({ path, inputs, write }) => ({
    path,
    inputs,
    write: (draft) => write(draft, run),
  }));
}
