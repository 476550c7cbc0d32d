import type { MediaInfo } from '#lib/render-plan';
import type { RenderContext } from '../context.js';
import type { RenderTools } from '../tools.js';
import type { PlannedJob } from './plan.js';

/**
 * Nothing counts as a result before it was looked at: exact frame count, size, rate, and sound as long as the picture.
 * @param paths one for each of the plan's sizes, or the sound alone
 * @returns what each is; null where validation is switched off
 */
export async function verify(
  { signal }: Pick<RenderContext, 'signal'>,
  { ffmpeg, limits, settings }: RenderTools,
  { plan }: Pick<PlannedJob, 'plan'>,
  paths: readonly string[],
): Promise<readonly (MediaInfo | null)[]> {
  const { frames, fps, canvas, audio, encoder } = plan;
  const infos: (MediaInfo | null)[] = [];
  for (const [index, path] of paths.entries()) {
    const { width, height } = plan.sizes[index] ?? canvas;
    const expected = {
      ...{ format: encoder.format, codec: encoder.picture?.codec ?? null, frames, fps, width, height },
      audioSamples: encoder.sound === null ? null : audio.samples,
    };
    const options = { signal, maxPixels: limits.maxPixels };
    infos.push(settings.validateOutput ? await ffmpeg.verify(path, expected, options) : null);
  }
  return infos;
}
