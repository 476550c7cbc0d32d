import { rm } from 'node:fs/promises';
import { CutroomError } from '#lib/contracts';
import type { CutPlan } from '#lib/render-plan';
import type { RenderContext } from '../context.js';
import { WRONG } from '../parts/suspect-parts.js';
import type { RenderTools } from '../tools.js';

/**
 * Runs the work on a film of copies. A plan of copies believes what containers say of their packets; where the film is not what was
 * planned, nothing is left of it and the answer is null: encoding shows what there is, and names the sources that are damaged.
 */
export async function unlessWrong<T>(
  { workspace, signal }: Pick<RenderContext, 'workspace' | 'signal'>,
  { logger }: Pick<RenderTools, 'logger'>,
  { pieces }: Pick<CutPlan, 'pieces'>,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const isWrong = error instanceof CutroomError && !error.transient && WRONG.includes(error.code);
    if (!isWrong || signal.aborted) throw error;
    logger.warn({ err: error }, 'A film could not be made of copies, and is encoded');
    // Some may be links to sources, which no segment may be written through.
    await Promise.all(pieces.map(({ index }) => rm(workspace.segment(index, 0), { force: true })));
    return null;
  }
}
