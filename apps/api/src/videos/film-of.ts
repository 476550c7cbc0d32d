import { CutroomError, formatObjectUrl } from '#lib/contracts';
import type { JsonObject, RenderedVariant, Video } from '#lib/persistence';
import type { Film } from './to-composition/film.js';
import { variantFile } from './variant-file.js';

export const filmOf = (video: Video): Film => ({
  url: formatObjectUrl(video),
  width: video.width,
  height: video.height,
  frameRate: video.frameRate,
  duration: video.durationSec,
});

/** @throws CutroomError NOT_READY where it is not made yet */
export const filmOfVariant = (rendered: RenderedVariant): Film => {
  const file = variantFile(rendered);
  if (file === null) throw new CutroomError('NOT_READY', 'The variant is not there yet.');
  const settings = rendered.composition.metadata?.['settings'];
  const { width, height, fps } = (settings ?? {}) as { width: number; height: number; fps: string };
  const size = file.size ?? { width, height };
  return { url: formatObjectUrl(file), ...size, frameRate: fps, duration: file.duration };
};

export interface ProbedFilm {
  readonly width: number;
  readonly height: number;
  readonly frameRate: string;
  readonly duration: number;
}

/** What a probe says of a film; null where it shows none. */
export const probedFilm = (probe: JsonObject): ProbedFilm | null => {
  const { duration, video } = probe as {
    duration: number | null;
    video: { width: number; height: number; frame_rate: string } | null;
  };
  if (video === null || duration === null || duration <= 0) return null;
  return { width: video.width, height: video.height, frameRate: video.frame_rate, duration };
};
