import { type Drawing, draw } from './draw.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** No script needs more than this many times the font's size for a character, across or down. */
const GENEROUS = 2;
/** Letters of four pixels are enough to see how long a text is. */
const SMALL = 4;
/** A small layout is hinted differently, so that only a clear excess counts. */
const CLEAR = 1.5;

/** True unless the text is surely smaller than `limit`, however it is shaped; costs nothing. */
export const mayBeHuge = ({ text, size, wrapWidth, lineHeight }: Drawing, limit: Size): boolean => {
  const lines = text.split('\n').length + (text.length * size * GENEROUS) / wrapWidth;
  return lines * size * GENEROUS * Math.max(1, lineHeight ?? 1) > limit.height || size * GENEROUS > limit.width;
};

/** Breaking one endless word takes time with the square of its length: a beginning that is too long ends the matter early. */
const BEGINNINGS = [500, 2500, Number.POSITIVE_INFINITY];

/** Lays the text out in small to see whether it is beyond `limit`: drawing it in full could take gigabytes. */
export const outgrows = async (drawing: Drawing, limit: Size): Promise<boolean> => {
  const scale = Math.max(1, drawing.size / SMALL);
  const wrapWidth = Math.max(1, Math.round(drawing.wrapWidth / scale));
  for (const length of BEGINNINGS) {
    const text = drawing.text.slice(0, length);
    const drawn = await draw({ ...drawing, text, runs: null, size: drawing.size / scale, wrapWidth });
    if (drawn.kind === 'endless') return true;
    const { width, height } = drawn.kind === 'drawn' ? drawn.raster : { width: 0, height: 0 };
    if (width * scale > limit.width * CLEAR || height * scale > limit.height * CLEAR) return true;
    if (text.length === drawing.text.length) break;
  }
  return false;
};
