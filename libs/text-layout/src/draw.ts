import sharp from 'sharp';
import { CutroomError } from '#lib/contracts';
import type { TextRun, TextStyle } from '#lib/timeline';
import { fontDescription, styledMarkup } from './markup.js';

/** Straight (not premultiplied) RGBA, four bytes a pixel. */
export interface Raster {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** What decides the shapes of the letters and where they stand. */
export type Lettering = Pick<TextStyle, 'font' | 'size' | 'color' | 'bold' | 'italic' | 'align' | 'lineHeight'>;

/** A hidden run takes its place, and nothing is seen of it. */
export interface DrawnRun extends TextRun {
  readonly hidden?: true;
}

/** What is drawn; `size` and `wrapWidth` in pixels. The colour's opacity is not drawn here. */
export interface Drawing extends Lettering {
  readonly text: string;
  /** The same text in its looks; null where it has only one. */
  readonly runs: readonly DrawnRun[] | null;
  readonly wrapWidth: number;
}

export type Drawn =
  | { readonly kind: 'drawn'; readonly raster: Raster }
  /** Nothing visible: no text, or spaces alone. */
  | { readonly kind: 'blank' }
  /** Beyond what Cairo can draw (32,767 pixels a side). */
  | { readonly kind: 'endless' };

/** At 72 dpi a point is a pixel. */
const DPI = 72;

/** Lays the text out with Pango and draws it; cropped to its ink. Lines break at words, and within words too long for a line. */
export async function draw(drawing: Drawing): Promise<Drawn> {
  const { font, size, align, wrapWidth } = drawing;
  const options = {
    text: styledMarkup(drawing),
    font: fontDescription(font, size),
    align: align === 'center' ? 'centre' : align,
    dpi: DPI,
    rgba: true,
    width: wrapWidth,
    wrap: 'word-char',
  } as const;
  try {
    const { data, info } = await sharp({ text: options, limitInputPixels: false })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { kind: 'drawn', raster: { data, width: info.width, height: info.height } };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    if (message.includes('no text to render')) return { kind: 'blank' };
    if (message.includes('too big')) return { kind: 'endless' };
    throw new CutroomError('PROCESSING_FAILED', 'This text could not be drawn.', { cause });
  }
}
