import { readFile, realpath } from 'node:fs/promises';
import { CutroomError } from '#lib/contracts';
import { type Joined, type StillPlace, stillCommand } from '#lib/ffmpeg';
import type { RenderPlan } from '#lib/render-plan';
import { framesIn, rational } from '#lib/timeline';
import type { RenderContext } from '../context.js';
import type { Joinable } from './assemble.js';
import type { EncodedParts } from './encode.js';
import { isNearBlack, looksOf } from './looks.js';
import { type RunTools, runCounted } from './run-counted.js';

/** Where to look for a picture that stands for the whole, as parts of its length: past an opening, before the end. */
const CANDIDATES = [0.2, 0.5, 0.35, 0.75, 0];

/** Seconds. From this on, the key frame before a place, at most ten seconds earlier, stands for the whole as well. */
const LONG = 60;

/**
 * One frame of the film as JPEG, taken from its parts, which are there before it is: the one asked for, else the first of a few
 * that is not near black, else the one of them with the most to see. Returns its path; null where there is no picture.
 */
export async function thumbnail(
  context: StillContext,
  tools: RunTools,
  { plan, cuts }: Joinable,
  { pictures: [paths] }: Pick<EncodedParts, 'pictures'>,
): Promise<string | null> {
  if (paths === undefined) return null;
  const choose = plan.frames >= framesIn(rational(LONG), plan.fps) ? 'key frame before' : 'exact';
  const parts: readonly Joined[] = cuts?.pieces ?? plan.segments;
  return chooseStill(context, tools, plan, async (wanted) => {
    const index = parts.findIndex(({ start, frames }) => wanted < start + frames);
    const [part, path] = [parts[index], paths[index]];
    if (part === undefined || path === undefined) throw new RangeError('A frame is not in the film.');
    // It may be a link to a source.
    const video = await realpath(path);
    return { video, frame: wanted - part.start, from: part.inPoint ?? null, choose };
  });
}

type StillContext = Pick<RenderContext, 'workspace' | 'cost' | 'signal' | 'timeline'>;

/** Where a frame of the film is shown. */
export interface ShownFrame extends StillPlace {
  readonly video: string;
}

/** Chooses as `thumbnail` does, among frames that `shown` gives. */
export async function chooseStill(
  context: StillContext,
  tools: RunTools,
  plan: RenderPlan,
  shown: (frame: number) => Promise<ShownFrame>,
): Promise<string> {
  const { thumbnailAt } = context.timeline.output;
  const take = async (wanted: number, index: number | null = null) => {
    const files = context.workspace.still(index ?? 0);
    const { video, ...place } = await shown(wanted);
    // The frame that was asked for is no other.
    const how = index === null ? { ...place, choose: 'exact' as const } : place;
    await runCounted(context, tools, stillCommand(plan, how, { video, ...files }, tools.limits), context.signal);
    const grey = await readFile(files.sample);
    return grey.length === 0 ? null : { picture: files.picture, looks: looksOf(grey) };
  };
  if (thumbnailAt !== null) {
    const asked = await take(Math.min(plan.frames - 1, framesIn(thumbnailAt, plan.fps, 'floor')));
    return asked?.picture ?? notThere();
  }
  let best = { picture: '', contrast: -1 };
  for (const [index, part] of CANDIDATES.entries()) {
    const taken = await take(Math.floor(part * (plan.frames - 1)), index);
    if (taken === null) continue;
    const { picture, looks } = taken;
    if (!isNearBlack(looks)) return picture;
    if (looks.contrast > best.contrast) best = { picture, contrast: looks.contrast };
  }
  return best.contrast < 0 ? notThere() : best.picture;
}

/** As where the film itself is not what was planned: ffmpeg does not call it a failure that there is nothing to take. */
const notThere = (): never => {
  throw new CutroomError('PROCESSING_FAILED', 'A frame of the film is not there.');
};
