import { deliver as deliverTo, parseFolderUrl } from '#lib/folders';
import type { RenderContext } from '../context.js';
import type { RenderTools } from '../tools.js';
import type { FinishedFile } from './finish.js';

/**
 * Puts the result into the folder that the door named, if it did. A second attempt puts the same film in the same place, so nobody
 * has to be kept from it.
 */
export async function deliver(
  { timeline }: RenderContext,
  { folders }: RenderTools,
  [result]: readonly FinishedFile[],
): Promise<void> {
  const { deliverTo: url } = timeline.output;
  if (url === null || result === undefined) return;
  const ref = parseFolderUrl(url);
  const folder = folders[ref.folder];
  if (folder === undefined) throw new Error(`There is no folder called ${ref.folder}.`);
  await deliverTo(result.path, folder, ref.path);
}
