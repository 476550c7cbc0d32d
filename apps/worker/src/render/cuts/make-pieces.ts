import { realpath, rename, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { copyCommand, edgeCommand } from '#lib/ffmpeg';
import type { CutPiece, CutPlan } from '#lib/render-plan';
import { allOrStop } from '../all-or-stop.js';
import type { RenderContext } from '../context.js';
import { FrameCount } from '../frame-count.js';
import { Slots } from '../slots.js';
import type { PlannedJob } from '../steps/plan.js';
import { runCounted } from '../steps/run-counted.js';
import type { RenderTools } from '../tools.js';

/** Copies wait for the disk; more of them at a time would only wait for each other. */
const COPIES_AT_ONCE = 2;

/** Copies and encodes the pieces of a film, in whatever order; gives their files, in theirs: links to sources that are joined as they are. */
export async function makePieces(
  context: RenderContext,
  tools: RenderTools,
  { plan, mediaFiles }: PlannedJob,
  cuts: CutPlan,
): Promise<readonly string[]> {
  const done = new FrameCount(plan.frames, (frames) =>
    context.progress.report('encoding', frames / plan.frames, `Copied ${frames} of ${plan.frames} frames`),
  );
  const copies = new Slots(COPIES_AT_ONCE);
  const make = async (piece: CutPiece, signal: AbortSignal): Promise<string> => {
    const path = context.workspace.segment(piece.index, 0);
    // Written where ffmpeg may write, and out of its reach once it is finished.
    const draft = join(context.workspace.workDir, basename(path));
    const files = { source: mediaFiles[piece.media] ?? '', output: draft };
    const { fps } = plan;
    if (piece.inPoint !== null) {
      await symlink(await realpath(files.source), path);
      done.set(piece.index, piece.frames);
      return path;
    }
    const [slots, command] =
      piece.kind === 'copied'
        ? [copies, copyCommand(piece, cuts, fps, files, tools.limits)]
        : [tools.encodeSlots, edgeCommand(piece, cuts, fps, files, tools.limits)];
    const wishes = { expectedFrames: piece.frames };
    await slots.run(signal, () => runCounted(context, tools, command, signal, wishes));
    await rename(draft, path);
    done.set(piece.index, piece.frames);
    return path;
  };
  return allOrStop(
    context.signal,
    cuts.pieces.map((piece) => (signal) => make(piece, signal)),
  );
}
