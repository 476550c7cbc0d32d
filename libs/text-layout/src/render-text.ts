import { createHash } from 'node:crypto';
import { CutroomError } from '#lib/contracts';
import type { TextLayer } from '#lib/timeline';
import { cleanText } from './clean-text.js';
import { dress, dressedSize } from './compose.js';
import { type Drawing, draw, type Raster } from './draw.js';
import { mayBeHuge, outgrows } from './estimate.js';
import { withinTime } from './within-time.js';

/** Pixels of the output. */
export interface CanvasSize {
  readonly width: number;
  readonly height: number;
}

/** A text layer as a picture: even size, transparent around the letters. */
export interface RenderedText {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  /** SHA-256 of `png`, hex. */
  readonly checksum: string;
}

const MAX_CHARACTERS = 10_000;
/** A layer may be this much larger than the picture it lies on: some of it may be meant to hang over. */
const MAX_TIMES_CANVAS = 2;
const TIMEOUT_MS = 20_000;

/** Spaces and format characters (zero-width space, direction marks) alone. */
const INVISIBLE = /^[\s\p{Cf}]*$/u;
/** Stands for text in which there is nothing to see. */
const BLANK: Raster = { data: Buffer.alloc(2 * 2 * 4), width: 2, height: 2 };

const UNDRESSED = { shadow: null, stroke: null, background: null };

const tooLarge = (layer: TextLayer): CutroomError =>
  CutroomError.at(
    'INVALID_TIMELINE',
    `${layer.pointer}/content`,
    'The text does not fit the picture: shorten it or choose a smaller size.',
  );

const finish = async (raster: Raster, layer: TextLayer, canvas: CanvasSize): Promise<RenderedText> => {
  const dressing = raster === BLANK ? { ...layer.style, ...UNDRESSED } : layer.style;
  const size = dressedSize(raster, dressing);
  const fits = size.width <= canvas.width * MAX_TIMES_CANVAS && size.height <= canvas.height * MAX_TIMES_CANVAS;
  if (!fits) throw tooLarge(layer);
  const png = await dress(raster, dressing);
  return { png, ...size, checksum: createHash('sha256').update(png).digest('hex') };
};

const render = async (layer: TextLayer, canvas: CanvasSize): Promise<RenderedText> => {
  const wrapWidth = Math.max(1, Math.round(layer.style.maxWidth ?? canvas.width));
  const drawing: Drawing = { ...layer.style, text: cleanText(layer.content), wrapWidth };
  const limit = { width: canvas.width * MAX_TIMES_CANVAS, height: canvas.height * MAX_TIMES_CANVAS };
  if (layer.content.length > MAX_CHARACTERS) throw tooLarge(layer);
  if (INVISIBLE.test(drawing.text)) return finish(BLANK, layer, canvas);
  if (mayBeHuge(drawing, limit) && (await outgrows(drawing, limit))) throw tooLarge(layer);
  const drawn = await draw(drawing);
  if (drawn.kind === 'endless') throw tooLarge(layer);
  return finish(drawn.kind === 'blank' ? BLANK : drawn.raster, layer, canvas);
};

/**
 * Draws a text layer: any script, mixed scripts, emoji in colour, everything in it literally. Lines wrap at
 * `maxWidth`, or at the width of the canvas. Text with nothing to see gives a transparent picture of 2 × 2. The same layer gives the same bytes on the
 * same machine (fonts differ between machines). Throws CutroomError: INVALID_TIMELINE where the text would be more than
 * twice the canvas, TIMEOUT (transient), PROCESSING_FAILED.
 */
export const renderText = (layer: TextLayer, canvas: CanvasSize): Promise<RenderedText> =>
  withinTime(TIMEOUT_MS, render(layer, canvas));
