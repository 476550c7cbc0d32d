import { writeFile } from 'node:fs/promises';
import type { PlanPicture } from '#lib/render-plan';
import { renderText, textRenderer } from '#lib/text-layout';
import type { TextLayer } from '#lib/timeline';
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
    const { png, width, height, checksum } = await namingThePlace(layer.pointer, () => draw(layer, timeline.output));
    const path = workspace.picture(index);
    await writeFile(path, png);
    drawn.push({ picture: { checksum, width, height }, path });
  }
  return drawn;
}

type Canvas = Parameters<typeof renderText>[1];

/** No default: a second way of drawing text does not compile until it has its case here. */
function draw(layer: TextLayer, canvas: Canvas): ReturnType<typeof renderText> {
  switch (textRenderer(layer)) {
    case 'picture':
      return renderText(layer, canvas);
  }
}
