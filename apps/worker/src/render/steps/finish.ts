import { stat } from 'node:fs/promises';
import { CutroomError } from '#lib/contracts';
import type { RenderResult } from '#lib/persistence';
import type { MediaInfo } from '#lib/render-plan';
import { allOfThese } from '../all-or-stop.js';
import { removeResult } from '../attempt/remove-result.js';
import type { RenderContext } from '../context.js';
import type { RenderTools } from '../tools.js';
import type { PlannedJob } from './plan.js';
import { publish, publishStill, resultPlaces } from './publish.js';
import { verify } from './verify.js';

export interface FinishedFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Null where validation is switched off. */
  readonly info: MediaInfo | null;
}

export interface Finished {
  /** The result, then its renditions. */
  readonly files: readonly FinishedFile[];
  readonly result: RenderResult;
}

/**
 * Looks at the result and uploads it, side by side: it is uploaded under keys of this attempt's own, where nobody finds it before
 * its composition points at it. Where anything fails, what was uploaded is removed.
 * @param paths one for each of the plan's sizes, or the sound alone
 * @param picture its thumbnail
 */
export async function finish(
  context: RenderContext,
  tools: RenderTools,
  job: Pick<PlannedJob, 'plan'>,
  paths: readonly string[],
  picture: string | null,
): Promise<Finished> {
  const { clock, progress } = context;
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  const places = resultPlaces(context, tools, job.plan, sizes);
  progress.report('uploading', 0, 'Checking and uploading the result');
  try {
    const [infos] = await allOfThese(context.signal, [
      (signal) => clock.time('verify', () => verify({ signal }, tools, job, paths)),
      (signal) => clock.time('publish', () => publish({ ...context, signal }, tools, places, paths)),
      (signal) => publishStill({ signal }, tools, places, picture),
    ]);
    progress.report('uploading', 1, 'Uploaded');
    const fileOf = (path: string, index: number): FinishedFile => ({
      ...{ path, sizeBytes: sizes[index] ?? 0, info: infos[index] ?? null },
    });
    return { files: paths.map(fileOf), result: places };
  } catch (error) {
    // A store that cannot be written to is not asked for more; what is left over is swept up one day.
    if (!(error instanceof CutroomError) || error.code !== 'STORAGE_ERROR') await forget(tools, places);
    throw error;
  }
}

async function forget({ store, logger }: RenderTools, places: RenderResult): Promise<void> {
  await removeResult(store, places).catch((error: unknown) =>
    logger.warn({ err: error }, 'What was uploaded for nothing could not be removed'),
  );
}
