import { stat } from 'node:fs/promises';
import { measurePicture, sniffPicture } from '#lib/pictures';
import type { MediaInfo } from '#lib/render-plan';
import { stillInfo } from '../render/sources/still-info.js';

/** A still picture's description, as decoding it would show it; null for everything else, which ffprobe is asked about. */
export async function lookAtPicture(path: string, maxPixels: number): Promise<MediaInfo | null> {
  const format = await sniffPicture(path);
  if (format === null) return null;
  const [picture, { size }] = await Promise.all([measurePicture(path, { maxPixels }), stat(path)]);
  return stillInfo({ ...picture, format, sizeBytes: size });
}
