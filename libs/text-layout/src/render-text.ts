import { createHash } from 'node:crypto';
import { CutroomError } from '#lib/contracts';
import type { TextLayer, TextRun, TextStyle } from '#lib/timeline';
import { cleanText } from './clean-text.js';
import { dress, dressedSize } from './compose.js';
import { type Drawing, draw, type Raster } from './draw.js';
import { mayBeHuge, outgrows } from './estimate.js';
import { drawWholeLines, type LineBox, lineBox } from './whole-lines.js';
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

/** What is drawn, and where the request asks for it. */
interface Wanted {
  readonly text: string;
  readonly runs: readonly TextRun[] | null;
  readonly style: TextStyle;
  readonly pointer: string;
}

const tooLarge = ({ pointer }: Wanted): CutroomError =>
  CutroomError.at(
    'INVALID_TIMELINE',
    pointer,
    'The text does not fit the picture: shorten it or choose a smaller size.',
  );

const finish = async (raster: Raster, wanted: Wanted, canvas: CanvasSize): Promise<RenderedText> => {
  const dressing = raster === BLANK ? { ...wanted.style, ...UNDRESSED } : wanted.style;
  const size = dressedSize(raster, dressing);
  const fits = size.width <= canvas.width * MAX_TIMES_CANVAS && size.height <= canvas.height * MAX_TIMES_CANVAS;
  if (!fits) throw tooLarge(wanted);
  const png = await dress(raster, dressing);
  return { png, ...size, checksum: createHash('sha256').update(png).digest('hex') };
};

const render = async (wanted: Wanted, canvas: CanvasSize, whole: LineBox | null): Promise<RenderedText> => {
  const { text, runs, style } = wanted;
  const wrapWidth = Math.max(1, Math.round(style.maxWidth ?? canvas.width));
  const drawing: Drawing = { ...style, text, runs, wrapWidth };
  const limit = { width: canvas.width * MAX_TIMES_CANVAS, height: canvas.height * MAX_TIMES_CANVAS };
  if (text.length > MAX_CHARACTERS) throw tooLarge(wanted);
  if (INVISIBLE.test(text)) return finish(BLANK, wanted, canvas);
  if (mayBeHuge(drawing, limit) && (await outgrows(drawing, limit))) throw tooLarge(wanted);
  const drawn = await (whole === null ? draw(drawing) : drawWholeLines(drawing, whole));
  if (drawn.kind === 'endless') throw tooLarge(wanted);
  return finish(drawn.kind === 'blank' ? BLANK : drawn.raster, wanted, canvas);
};

/**
 * Draws a text layer: any script, mixed scripts, emoji in colour, everything in it literally. Lines wrap at
 * `maxWidth`, or at the width of the canvas. Text with nothing to see gives a transparent picture of 2 × 2. The same layer
 * gives the same bytes on the same machine (fonts differ between machines). Throws CutroomError: INVALID_TIMELINE where the
 * text would be more than twice the canvas, TIMEOUT (transient), PROCESSING_FAILED.
 */
export const renderText = ({ content, style, pointer }: TextLayer, canvas: CanvasSize): Promise<RenderedText> => {
  const wanted = { text: cleanText(content), runs: null, style, pointer: `${pointer}/content` };
  return withinTime(TIMEOUT_MS, render(wanted, canvas, null));
};

/** Draws captions in one style, each in its own looks, and in a dress of its own where it has one. */
export type CaptionPainter = (
  runs: readonly TextRun[],
  dress?: Partial<Pick<TextStyle, 'stroke' | 'shadow' | 'background'>>,
) => Promise<RenderedText>;

/**
 * Pictures of captions: as text layers, but as high as their lines are, whatever letters are in them, so that captions that
 * follow each other stand on one line. Throws what `renderText` throws, with `pointer`.
 */
export const captionPainter = async (
  style: TextStyle,
  canvas: CanvasSize,
  pointer: string,
): Promise<CaptionPainter> => {
  const box = await lineBox(style);
  return (looks, dress = {}) => {
    const runs = looks.map((run) => ({ ...run, text: cleanText(run.text) }));
    const text = runs.map((run) => run.text).join('');
    const wanted = { text, runs, style: { ...style, ...dress }, pointer };
    return withinTime(TIMEOUT_MS, render(wanted, canvas, box));
  };
};
