import { realpath, rename, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { copyCommand, edgeCommand } from '#lib/ffmpeg';
import type { GraphInput } from '#lib/filter-graph';
import type { CutPiece, CutPlan } from '#lib/render-plan';
import { allOrStop } from '../all-or-stop.js';
import type { RenderContext } from '../context.js';
import { Damage, type DamageWarning } from '../parts/damage.js';
import { FrameCount } from '../parts/frame-count.js';
import { Slots } from '../slots.js';
import type { PlannedJob } from '../steps/plan.js';
import { type RunTools, runCounted } from '../steps/run-counted.js';
import type { RenderTools } from '../tools.js';

/** Copies wait for the disk; more of them at a time would only wait for each other. */
const COPIES_AT_ONCE = 2;

export interface Pieces {
  /** In order; links to sources that are joined as they are. */
  readonly paths: readonly string[];
  readonly warnings: readonly DamageWarning[];
}

/**
 * Copies and encodes the pieces of a film, in whatever order. Throws PROCESSING_FAILED and INVALID_CLIP_FORMAT without a place in
 * the request: those of who encodes the whole film instead have one.
 */
export async function makePieces(
  context: Pick<RenderContext, 'workspace' | 'cost' | 'signal' | 'progress'>,
  tools: RunTools & Pick<RenderTools, 'encodeSlots'>,
  { plan, mediaFiles, mediaPointers }: Pick<PlannedJob, 'plan' | 'mediaFiles' | 'mediaPointers'>,
  cuts: CutPlan,
): Promise<Pieces> {
  const done = new FrameCount(plan.frames, (frames) =>
    context.progress.report('encoding', frames / plan.frames, `Copied ${frames} of ${plan.frames} frames`),
  );
  const damage = new Damage(mediaPointers);
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
    const { decodeErrors } = await slots.run(signal, () => runCounted(context, tools, command, signal, wishes));
    damage.note([inputOf(piece)], decodeErrors);
    await rename(draft, path);
    done.set(piece.index, piece.frames);
    return path;
  };
  const paths = await allOrStop(
    context.signal,
    cuts.pieces.map((piece) => (signal) => make(piece, signal)),
  );
  return { paths, warnings: damage.warnings };
}

const inputOf = ({ media, seek }: CutPiece): GraphInput => ({
  ...{ kind: 'media', stream: 'video', media, seek, decoder: null, whole: false, asStored: false },
});
