import { readFile } from 'node:fs/promises';
import { type StillChoice, stillCommand } from '#lib/ffmpeg';
import type { RenderPlan } from '#lib/render-plan';
import { framesIn, rational } from '#lib/timeline';
import type { RenderContext } from '../context.js';
import type { RenderTools } from '../tools.js';
import { isNearBlack, looksOf } from './looks.js';
import type { PlannedJob } from './plan.js';
import { runCounted } from './run-counted.js';

/** Where to look for a picture that stands for the whole, as parts of its length: past an opening, before the end. */
const CANDIDATES = [0.2, 0.5, 0.35, 0.75, 0];

/** Seconds. From this on, the key frame before a place, at most ten seconds earlier, stands for the whole as well. */
const LONG = 60;

/**
 * One frame of the finished video as JPEG: the one asked for, else the first of a few that is not near black, else the one of
 * them with the most to see. Returns its path.
 */
export async function thumbnail(
  context: RenderContext,
  tools: RenderTools,
  { plan }: Pick<PlannedJob, 'plan'>,
  video: string,
): Promise<string> {
  const choose = plan.frames >= framesIn(rational(LONG), plan.fps) ? 'key frame before' : 'exact';
  return chooseStill(context, tools, plan, async (frame) => ({ video, frame, choose }));
}

/** Where a frame of the film is shown: in a file, which may be another's. */
export interface ShownFrame {
  readonly video: string;
  readonly frame: number;
  readonly choose: StillChoice;
}

/** Chooses as `thumbnail` does, among frames that `shown` gives. */
export async function chooseStill(
  context: RenderContext,
  tools: RenderTools,
  plan: RenderPlan,
  shown: (frame: number) => Promise<ShownFrame>,
): Promise<string> {
  const { thumbnailAt } = context.timeline.output;
  const take = async (wanted: number, index: number | null = null) => {
    const files = context.workspace.still(index ?? 0);
    const { video, frame, choose } = await shown(wanted);
    // The frame that was asked for is no other.
    const how = index === null ? 'exact' : choose;
    await runCounted(context, tools, stillCommand(plan, frame, { video, ...files }, how), context.signal);
    return files;
  };
  if (thumbnailAt !== null) {
    return (await take(Math.min(plan.frames - 1, framesIn(thumbnailAt, plan.fps, 'floor')))).picture;
  }
  let best = { picture: '', contrast: -1 };
  for (const [index, part] of CANDIDATES.entries()) {
    const { picture, sample } = await take(Math.floor(part * (plan.frames - 1)), index);
    const looks = looksOf(await readFile(sample));
    if (!isNearBlack(looks)) return picture;
    if (looks.contrast > best.contrast) best = { picture, contrast: looks.contrast };
  }
  return best.picture;
}
