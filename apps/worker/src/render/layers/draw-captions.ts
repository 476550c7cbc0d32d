import { readFile, stat } from 'node:fs/promises';
import { type Cue, type CueDress, oneAtATime, parseCaptions } from '#lib/captions';
import { CutroomError } from '#lib/contracts';
import type { ArtCue, LayerArt } from '#lib/render-plan';
import { captionPainter } from '#lib/text-layout';
import { type CaptionsLayer, rational, type TextStyle } from '#lib/timeline';
import type { Easel } from './easel.js';

/** As `parseCaptions` takes at most; looked at before the file is read. */
const MAX_BYTES = 8 * 1024 * 1024;
/** Changes of the captions in one video: ten a second of the longest. */
const MAX_DRAWN = 2000;

/** Draws every caption that can be seen; those that look the same are one picture. */
export async function drawCaptions(layer: CaptionsLayer, easel: Easel): Promise<LayerArt> {
  const path = easel.fileOf(layer.url);
  const tooMany = (): CutroomError => new CutroomError('RESOURCE_LIMIT', 'This caption file is too large.');
  if ((await stat(path)).size > MAX_BYTES) throw tooMany();
  const cues = parseCaptions(await readFile(path)).filter(({ start }) => start < easel.maxSeconds * 1000);
  const common: readonly Cue[] = layer.placed ? cues.map((cue) => ({ ...cue, place: null })) : cues;
  const shown = oneAtATime(common);
  if (shown.length > MAX_DRAWN) throw tooMany();
  const paint = await captionPainter(layer.style, easel.canvas, `${layer.pointer}/url`);
  const drawn: ArtCue[] = [];
  for (const { runs, dress, start, end, place } of shown) {
    const picture = await easel.keep(await paint(runs, dressIn(layer.style, dress)));
    drawn.push({ picture, start: rational(start, 1000), end: rational(end, 1000), place });
  }
  return { kind: 'cues', cues: drawn };
}

/** What the file says is around its letters goes before what the request says; a box that only the request asks for stays. */
const dressIn = (style: TextStyle, dress: CueDress | null): Partial<TextStyle> => {
  if (dress === null) return {};
  const { stroke, shadow, background } = dress;
  const distance = Math.max(1, Math.round((shadow?.distance ?? 0) * style.size));
  return {
    stroke: stroke && { width: stroke.width * style.size, color: stroke.color },
    shadow: shadow && { x: distance, y: distance, color: shadow.color },
    background: background ?? style.background,
  };
};
