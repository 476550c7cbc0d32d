import sharp from 'sharp';
import { CutroomError } from '#lib/contracts';
import { escapeMarkup, fontDescription, splitColor } from './markup.js';

/** Straight (not premultiplied) RGBA, four bytes a pixel. */
export interface Raster {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** What is drawn; `size` and `wrapWidth` in pixels. */
export interface Drawing {
  readonly text: string;
  readonly font: string;
  readonly size: number;
  /** `#RRGGBB[AA]`; its opacity is not drawn here. */
  readonly color: string;
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
export async function draw({ text, font, size, color, wrapWidth }: Drawing): Promise<Drawn> {
  const markup = `<span foreground="${splitColor(color).rgb}">${escapeMarkup(text)}</span>`;
  const options = {
    text: markup,
    font: fontDescription(font, size),
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
