import { plainRun, type TextStyle } from '#lib/timeline';
import { type Drawing, type Drawn, draw, type Raster } from './draw.js';

/** Letters that reach as far up and down as letters usually do. */
const STRUT = '\u00c5gj';

/** What the lines of a style measure: pixels from one to the next. */
export interface LineBox {
  readonly pitch: number;
}

const heightOf = (drawn: Drawn): number => (drawn.kind === 'drawn' ? drawn.raster.height : 0);

/** Measures the lines of a style. */
export const lineBox = async (style: TextStyle): Promise<LineBox> => {
  const drawing = { ...style, runs: null, wrapWidth: 30_000 };
  const [one, two] = await Promise.all([
    draw({ ...drawing, text: STRUT }),
    draw({ ...drawing, text: `${STRUT}\n${STRUT}` }),
  ]);
  return { pitch: heightOf(two) - heightOf(one) };
};

/**
 * Draws a text as high as its lines are, whatever letters are in them. The ink of a text says nothing about that; but with a
 * line of letters that reach far above and below, drawn in nothing, the picture begins and ends where they do.
 */
export const drawWholeLines = async (drawing: Drawing, { pitch }: LineBox): Promise<Drawn> => {
  const runs = drawing.runs ?? [plainRun(drawing.text)];
  const drawn = await draw({
    ...drawing,
    runs: [{ ...plainRun(`${STRUT}\n`), hidden: true }, ...runs, { ...plainRun(`\n${STRUT}`), hidden: true }],
  });
  if (drawn.kind !== 'drawn') return drawn;
  const ink = inkOf(drawn.raster);
  if (ink === null) return { kind: 'blank' };
  const top = Math.min(pitch, ink.top);
  const bottom = Math.max(drawn.raster.height - pitch, ink.bottom);
  return { kind: 'drawn', raster: part(drawn.raster, { left: ink.left, right: ink.right, top, bottom }) };
};

interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const inkOf = ({ data, width, height }: Raster): Bounds | null => {
  const box = { left: width, right: 0, top: height, bottom: 0 };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      // Hidden letters are drawn with the least opacity there is.
      if ((data[(y * width + x) * 4 + 3] ?? 0) < 2) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x + 1);
      box.top = Math.min(box.top, y);
      box.bottom = y + 1;
    }
  }
  return box.right === 0 ? null : box;
};

const part = ({ data, width }: Raster, { left, right, top, bottom }: Bounds): Raster => {
  const row = (right - left) * 4;
  const kept = Buffer.alloc(row * (bottom - top));
  for (let y = top; y < bottom; y += 1) {
    const from = (y * width + left) * 4;
    data.copy(kept, (y - top) * row, from, from + row);
  }
  return { data: kept, width: right - left, height: bottom - top };
};
