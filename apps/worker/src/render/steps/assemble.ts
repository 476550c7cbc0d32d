import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { assembleCommand, concatList } from '#lib/ffmpeg';
import type { RenderContext } from '../context.js';
import type { RenderTools } from '../tools.js';
import type { EncodedParts } from './encode.js';
import type { PlannedJob } from './plan.js';
import { runCounted } from './run-counted.js';

/** Joins segments and sound into one MP4 without encoding anything again. Returns its path. */
export async function assemble(
  context: RenderContext,
  tools: RenderTools,
  { plan }: Pick<PlannedJob, 'plan'>,
  parts: EncodedParts,
): Promise<string> {
  const { joinList, output, partsDir } = context.workspace;
  context.progress.report('assembling', 0, 'Joining picture and sound');
  await writeFile(
    joinList,
    concatList(
      plan,
      parts.segments.map((path) => basename(path)),
    ),
  );
  const command = assembleCommand(plan, { list: joinList, audio: parts.sound, output }, tools.limits);
  // The list names the segments, which are beside it.
  await runCounted(context, tools, command, context.signal, { reads: [partsDir] });
  context.progress.report('assembling', 0.6, 'Checking the result');
  return output;
}
