import { stat } from 'node:fs/promises';
import { CutroomError } from '#lib/contracts';
import type { MediaInfo } from '#lib/render-plan';
import type { Launcher } from '../process/launcher.js';
import { describeMedia } from './describe-media.js';
import { measure } from './measure.js';
import { type ProbeOptions, probeContext } from './options.js';
import { readHeader, unreadable } from './read-header.js';

const sizeOf = async (path: string): Promise<number> => {
  const found = await stat(path).catch((cause: unknown) => {
    throw new CutroomError('PROCESSING_FAILED', 'A file the service had fetched is gone.', { transient: true, cause });
  });
  if (!found.isFile() || found.size === 0) throw unreadable();
  return found.size;
};

/**
 * What the file at `path` (absolute; a name of the service's own choosing) really holds. Throws CutroomError:
 * INVALID_CLIP_FORMAT for what is no video or sound (playlists, scripts, subtitles, damaged files), RESOURCE_LIMIT for
 * pictures over `maxPixels`, TIMEOUT; rejects with the signal's reason where aborted.
 */
export async function probe(launcher: Launcher, path: string, options: ProbeOptions = {}): Promise<MediaInfo> {
  const context = probeContext(launcher, path, options);
  const sizeBytes = await sizeOf(path);
  return describeMedia(context, await readHeader(context), sizeBytes, measure);
}
