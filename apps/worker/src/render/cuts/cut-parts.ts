import { writeFile } from 'node:fs/promises';
import { isSilentAac, silentPackets } from '#lib/ffmpeg';
import type { CutPlan } from '#lib/render-plan';
import { allOrStop } from '../all-or-stop.js';
import type { RenderContext } from '../context.js';
import { addUp } from '../parts/damage.js';
import { type EncodedParts, encode } from '../steps/encode.js';
import { lookUpParts } from '../steps/look-up.js';
import type { PlannedJob } from '../steps/plan.js';
import type { RenderTools } from '../tools.js';
import { makePieces, type Pieces } from './make-pieces.js';

/**
 * The pieces of a film and its sound, made side by side. The sound is a part like any other: another film may have it too. Silence
 * is none; the joining takes it as it is, which is done before any program would have started.
 */
export async function cutParts(
  context: RenderContext,
  tools: RenderTools,
  job: PlannedJob,
  cuts: CutPlan,
): Promise<EncodedParts> {
  let pieces: Pieces = { paths: [], warnings: [] };
  const [sound] = await allOrStop<Sound | null>(context.signal, [
    (signal) => soundOf({ ...context, signal }, tools, job),
    async (signal) => {
      pieces = await makePieces({ ...context, signal }, tools, job, cuts);
      return null;
    },
  ]);
  if (!sound) throw new Error('Every film has a sound.');
  const rendered = cuts.pieces.filter(({ kind }) => kind === 'encoded').length;
  return {
    ...{ ...sound, pictures: [pieces.paths], warnings: addUp([...sound.warnings, ...pieces.warnings]) },
    counts: { count: cuts.pieces.length, reused: 0, rendered },
  };
}

type Sound = Omit<EncodedParts, 'pictures' | 'counts'>;

async function soundOf(context: RenderContext, tools: RenderTools, job: PlannedJob): Promise<Sound> {
  if (isSilentAac(job.plan)) {
    const silence = { path: context.workspace.sound, samples: job.plan.audio.samples };
    await writeFile(silence.path, silentPackets(silence.samples));
    return { sound: silence, keys: [], anyReused: false, warnings: [] };
  }
  const soundOnly = { ...job, plan: { ...job.plan, segments: [] } };
  return encode(context, tools, soundOnly, await lookUpParts(tools, soundOnly));
}
