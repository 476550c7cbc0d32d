import { CutroomError } from '#lib/contracts';
import { allOrStop } from '../render/all-or-stop.js';
import { inputsOf } from '../render/parts/make-part.js';
import type { PlannedPart } from '../render/parts/parts-of.js';
import type { PlannedJob } from '../render/steps/plan.js';
import type { RenderTools } from '../render/tools.js';
import type { Workspace } from '../workspace/workspace.js';
import type { FlowDescription } from './description.js';

/** Brings what one part is made of into a workspace, and nothing else. */
export async function bringInputs(
  { plan, media }: FlowDescription,
  part: PlannedPart,
  workspace: Workspace,
  signal: AbortSignal,
  tools: RenderTools,
): Promise<PlannedJob> {
  const { media: readMedia, pictures: readPictures } = inputsOf(plan, part);
  const bringPicture = async (checksum: string, dest: string, stop: AbortSignal): Promise<void> => {
    const known = (await tools.parts.find([checksum])).get(checksum);
    if (known === undefined || !(await tools.parts.fetch(known, dest, stop))) throw lost();
  };
  const bringMedia = async (index: number, stop: AbortSignal): Promise<void> => {
    const source = media[index];
    if (source === undefined) return;
    const { url, checksum } = source;
    const dest = workspace.source(index);
    await (url === null ? bringPicture(checksum, dest, stop) : tools.media.bring({ ...source, url }, dest, stop));
  };
  await allOrStop(signal, [
    ...readMedia.map((index) => (stop: AbortSignal) => bringMedia(index, stop)),
    ...readPictures.map(
      (index) => (stop: AbortSignal) =>
        bringPicture(plan.pictures[index]?.checksum ?? '', workspace.picture(index), stop),
    ),
  ]);
  return {
    plan,
    mediaFiles: media.map((_, index) => workspace.source(index)),
    mediaPointers: media.map(({ pointer }) => pointer),
    pictureFiles: plan.pictures.map((_, index) => workspace.picture(index)),
  };
}

const lost = (): CutroomError =>
  new CutroomError('PROCESSING_FAILED', 'A picture of the render was lost before it could be used.', {
    transient: true,
  });
