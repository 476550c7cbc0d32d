import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { assembleCommand, concatList, joinCutsCommand } from '#lib/ffmpeg';
import type { CutPlan } from '#lib/render-plan';
import type { RenderContext } from '../context.js';
import type { RenderTools } from '../tools.js';
import type { EncodedParts } from './encode.js';
import type { PlannedJob } from './plan.js';
import { runCounted } from './run-counted.js';

/** Joins segments, or pieces of sources, and sound into one MP4 without encoding anything again. Returns its path. */
export async function assemble(
  context: RenderContext,
  tools: RenderTools,
  { plan, cuts }: Pick<PlannedJob, 'plan'> & { readonly cuts: CutPlan | null },
  parts: EncodedParts,
): Promise<string> {
  const { joinList, output, partsDir } = context.workspace;
  context.progress.report('assembling', 0, 'Joining picture and sound');
  await writeFile(
    joinList,
    concatList(
      { segments: cuts?.pieces ?? plan.segments, fps: plan.fps },
      parts.segments.map((path) => basename(path)),
    ),
  );
  const files = { list: joinList, audio: parts.sound, output };
  const command =
    cuts === null ? assembleCommand(plan, files, tools.limits) : joinCutsCommand(cuts, plan.fps, files, tools.limits);
  // The list names the segments, which are beside it.
  await runCounted(context, tools, command, context.signal, { reads: [partsDir] });
  context.progress.report('assembling', 0.6, 'Checking the result');
  return output;
}
