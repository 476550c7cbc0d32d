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

/**
 * Nothing is published before it was looked at: exact frame count, size, rate, and sound as long as the picture.
 * @param paths one for each of the plan's sizes, or the sound alone
 */
export async function verify(
  context: RenderContext,
  tools: RenderTools,
  { plan }: Pick<PlannedJob, 'plan'>,
  paths: readonly string[],
): Promise<readonly VerifiedFile[]> {
  const { signal } = context;
  const { frames, fps, canvas, audio, encoder } = plan;
  const files: VerifiedFile[] = [];
  for (const [index, path] of paths.entries()) {
    const { size: sizeBytes } = await stat(path);
    const { width, height } = plan.sizes[index] ?? canvas;
    const expected = {
      ...{ format: encoder.format, codec: encoder.picture?.codec ?? null, frames, fps, width, height },
      audioSamples: encoder.sound === null ? null : audio.samples,
    };
    if (tools.settings.validateOutput) await tools.ffmpeg.verify(path, expected, { signal });
    const info = tools.settings.validateOutput
      ? await tools.ffmpeg.probe(path, { signal, maxPixels: tools.limits.maxPixels })
      : null;
    files.push({ path, sizeBytes, info });
  }
  context.progress.report('assembling', 1, 'The result is sound');
  return files;
}
