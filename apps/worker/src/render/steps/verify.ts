import { stat } from 'node:fs/promises';
import type { MediaInfo } from '#lib/render-plan';
import type { RenderContext } from '../context.js';
import type { RenderTools } from '../tools.js';
import type { PlannedJob } from './plan.js';

/** A file that is what the plan promised. */
export interface VerifiedFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Null where validation is switched off. */
  readonly info: MediaInfo | null;
}

/** Nothing is published before it was looked at: exact frame count, size, rate, and sound as long as the picture. */
export async function verify(
  context: RenderContext,
  tools: RenderTools,
  { plan }: Pick<PlannedJob, 'plan'>,
  path: string,
): Promise<VerifiedFile> {
  const { signal } = context;
  const { size } = await stat(path);
  if (!tools.settings.validateOutput) return { path, sizeBytes: size, info: null };
  const { frames, fps, canvas, audio } = plan;
  await tools.ffmpeg.verify(
    path,
    { frames, fps, width: canvas.width, height: canvas.height, audioSamples: audio.samples },
    { signal },
  );
  const info = await tools.ffmpeg.probe(path, { signal, maxPixels: tools.limits.maxPixels });
  context.progress.report('assembling', 1, 'The result is sound');
  return { path, sizeBytes: size, info };
}
