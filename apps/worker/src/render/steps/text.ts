import { writeFile } from 'node:fs/promises';
import type { PlanPicture } from '#lib/render-plan';
import { renderText } from '#lib/text-layout';
import type { RenderContext } from '../context.js';
import { namingThePlace } from '../name-the-place.js';

/** A text layer drawn as a picture, and where it is. */
export interface TextPicture {
  readonly picture: PlanPicture;
  readonly path: string;
}

/** Draws every text layer of the timeline once, in their order. */
export async function layOutText({ timeline, workspace, signal }: RenderContext): Promise<readonly TextPicture[]> {
  const drawn: TextPicture[] = [];
  for (const [index, layer] of timeline.layers.entries()) {
    signal.throwIfAborted();
    const { png, width, height, checksum } = await namingThePlace(layer.pointer, () =>
      renderText(layer, timeline.output),
    );
    const path = workspace.picture(index);
    await writeFile(path, png);
    drawn.push({ picture: { checksum, width, height }, path });
  }
  return drawn;
}
