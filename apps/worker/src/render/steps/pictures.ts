import { writeFile } from 'node:fs/promises';
import { decodePicture, sniffPicture } from '#lib/pictures';
import type { Together } from '../all-or-stop.js';
import type { RenderContext } from '../context.js';
import { Slots } from '../slots.js';
import { namingThePlace } from '../sources/name-the-place.js';
import { stillInfo } from '../sources/still-info.js';
import type { RenderTools } from '../tools.js';
import type { FetchedFile } from './fetch.js';

/** Decoding is bound by cores; a large picture also by memory. */
const SIDE_BY_SIDE = 2;

/**
 * Puts a plain PNG in the place of every source that is a still picture among the clips: decoded once, upright and no larger than the output
 * needs. From here on it goes by the checksum of that PNG; films and sounds stay as they are.
 */
export async function decodePictures(
  context: RenderContext,
  { limits }: Pick<RenderTools, 'limits'>,
  files: readonly FetchedFile[],
  together: Together,
): Promise<readonly FetchedFile[]> {
  const { timeline, workspace, signal } = context;
  const { width, height } = timeline.output;
  const decodeOne = async (file: FetchedFile, index: number): Promise<FetchedFile> => {
    const format = file.uses.has('media') ? await sniffPicture(file.path) : null;
    if (format === null) return file;
    const decoded = await namingThePlace(file.pointers[0], () =>
      decodePicture(file.path, { format, fill: { width, height }, maxPixels: limits.maxPixels }),
    );
    const path = workspace.decoded(index);
    await writeFile(path, decoded.png);
    const sizeBytes = decoded.png.length;
    const still = stillInfo({ ...decoded, format: 'png', sizeBytes });
    return { ...file, path, checksum: decoded.checksum, sizeBytes, still };
  };
  const slots = new Slots(SIDE_BY_SIDE);
  return together(
    signal,
    files.map((file, index) => (own) => slots.run(own, () => decodeOne(file, index))),
  );
}
