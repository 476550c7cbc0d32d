import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { CutroomError } from '#lib/contracts';
import { TIMECODE_GLYPHS } from '#lib/render-plan';
import type { TextStyle } from '#lib/timeline';
import { dress, dressedSize } from './compose.js';
import { draw, type Raster } from './draw.js';
import { splitColor } from './markup.js';
import type { RenderedText } from './render-text.js';

/** Pictures of the glyphs of a timecode side by side, all of one size. */
export interface GlyphStrip extends RenderedText {
  /** Even pixels. */
  readonly cellWidth: number;
}

const INKED = [...TIMECODE_GLYPHS.trim()];
/** Between glyphs, in sizes of the font. */
const GAP = 0.08;

/** Draws what timecodes are put together from. Throws PROCESSING_FAILED where the font draws digits into one another. */
export async function renderGlyphStrip(style: TextStyle): Promise<GlyphStrip> {
  // One layout for all of them gives them one line to stand on.
  const drawn = await draw({ ...style, align: 'left', text: INKED.join('   '), runs: null, wrapWidth: 30_000 });
  const glyphs = drawn.kind === 'drawn' ? inkedRuns(drawn.raster) : [];
  if (drawn.kind !== 'drawn' || glyphs.length !== INKED.length) {
    throw new CutroomError('PROCESSING_FAILED', 'This font cannot be used for a timecode.');
  }
  const widest = Math.max(...glyphs.map(({ to, from }) => to - from));
  const cell = { width: widest + Math.ceil(style.size * GAP), height: drawn.raster.height };
  const plain = { ...style, background: null };
  const { width: cellWidth, height } = dressedSize(cell, plain);
  const cells = glyphs.map((run) => centred(drawn.raster, run, cell.width));
  const pictures = await Promise.all(cells.map((raster) => dress(raster, plain)));
  const { rgb, opacity } = splitColor(style.background ?? '#00000000');
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16));
  const width = cellWidth * TIMECODE_GLYPHS.length;
  const background = { r: r ?? 0, g: g ?? 0, b: b ?? 0, alpha: opacity };
  const png = await sharp({ create: { width, height, channels: 4, background } })
    .composite(pictures.map((input, index) => ({ input, left: index * cellWidth, top: 0 })))
    .png({ compressionLevel: 6, adaptiveFiltering: false })
    .toBuffer();
  return { png, checksum: createHash('sha256').update(png).digest('hex'), width, height, cellWidth };
}

interface Run {
  readonly from: number;
  readonly to: number;
}

/** Columns with ink, in runs: the glyphs, since there are spaces between them. */
const inkedRuns = ({ data, width, height }: Raster): readonly Run[] => {
  const runs: Run[] = [];
  let from: number | null = null;
  for (let x = 0; x <= width; x += 1) {
    let inked = false;
    for (let y = 0; y < height && x < width && !inked; y += 1) inked = data[(y * width + x) * 4 + 3] !== 0;
    if (inked && from === null) from = x;
    if (inked || from === null) continue;
    runs.push({ from, to: x });
    from = null;
  }
  return runs;
};

const centred = ({ data, width, height }: Raster, { from, to }: Run, cellWidth: number): Raster => {
  const cell = Buffer.alloc(cellWidth * height * 4);
  const left = Math.floor((cellWidth - (to - from)) / 2);
  for (let y = 0; y < height; y += 1) {
    data.copy(cell, (y * cellWidth + left) * 4, (y * width + from) * 4, (y * width + to) * 4);
  }
  return { data: cell, width: cellWidth, height };
};
