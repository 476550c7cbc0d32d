import { copyFile, realpath, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { assembleCommand, concatList, gifCommand, joinCutsCommand, paletteCommand } from '#lib/ffmpeg';
import type { CutPlan } from '#lib/render-plan';
import type { RenderContext } from '../context.js';
import type { RenderTools } from '../tools.js';
import type { EncodedParts } from './encode.js';
import type { PlannedJob } from './plan.js';
import { runCounted } from './run-counted.js';

/** Joins segments, or pieces of sources, and sound, in each of the plan's sizes, without encoding anything again (but a GIF). Returns their paths. */
export async function assemble(
  context: RenderContext,
  tools: RenderTools,
  job: Joinable,
  { pictures, sound }: EncodedParts,
): Promise<readonly string[]> {
  const { progress, workspace } = context;
  progress.report('assembling', 0, 'Joining picture and sound');
  const outputs: string[] = [];
  for (const [rendition, segments] of pictures.entries()) {
    const output = workspace.output(rendition);
    await writeFile(
      workspace.joinList(rendition),
      concatList(
        { segments: job.cuts?.pieces ?? job.plan.segments, fps: job.plan.fps },
        segments.map((path) => basename(path)),
      ),
    );
    for (const command of commands(context, tools, job, { rendition, sound, output })) {
      // The list names the segments, which are beside it, or links to sources.
      const links = segments.filter((_, index) => (job.cuts?.pieces[index]?.inPoint ?? null) !== null);
      const sources = await Promise.all(links.map((link) => realpath(link)));
      await runCounted(context, tools, command, context.signal, { reads: [workspace.partsDir, ...sources] });
    }
    outputs.push(output);
    progress.report('assembling', (0.6 * outputs.length) / pictures.length, 'Joined picture and sound');
  }
  if (pictures.length === 0 && typeof sound === 'string') {
    await copyFile(sound, workspace.output(0));
    outputs.push(workspace.output(0));
  }
  progress.report('assembling', 0.6, 'Checking the result');
  return outputs;
}

export type Joinable = Pick<PlannedJob, 'plan'> & { readonly cuts: CutPlan | null };

interface Joining {
  readonly rendition: number;
  readonly sound: EncodedParts['sound'];
  readonly output: string;
}

function commands(
  { workspace }: RenderContext,
  { limits }: RenderTools,
  { plan, cuts }: Joinable,
  { rendition, sound, output }: Joining,
): readonly (readonly string[])[] {
  const list = workspace.joinList(rendition);
  if (cuts !== null && sound !== null) return [joinCutsCommand(cuts, plan.fps, { list, audio: sound, output }, limits)];
  if (plan.encoder.format !== 'gif') return [assembleCommand(plan, { list, audio: sound, output }, limits)];
  const palette = workspace.palette(rendition);
  return [paletteCommand({ list, palette }), gifCommand({ list, palette, output }, limits)];
}
