import { readAssColor, readAssOpacity } from './colors.js';
import type { CueDress } from './cue.js';

/** Letters of this share of the picture's height are what a style without a size means. */
export const USUAL_SIZE = 1 / 15;

const BOX = '3';
const BOX_AND_OUTLINE = '4';
/** Times the size of letters: more than that would be no outline. */
const WIDEST = 1;

/** What a style puts around its letters; null where it does not say. `height`: of the script's own picture, in its pixels. */
export const readDress = (row: ReadonlyMap<string, string>, height: number): CueDress | null => {
  const outline = readAssOpacity(row.get('outlinecolour') ?? row.get('tertiarycolour') ?? '');
  const back = readAssOpacity(row.get('backcolour') ?? '');
  const [width, distance] = [lengthOf(row.get('outline'), height), lengthOf(row.get('shadow'), height)];
  if (outline === null || width === null) return null;
  const border = row.get('borderstyle');
  if (border === BOX) return { stroke: null, shadow: null, background: outline };
  return {
    stroke: width === 0 ? null : { width, color: outline },
    shadow: back === null || distance === null || distance === 0 ? null : { distance, color: back },
    background: border === BOX_AND_OUTLINE ? back : null,
  };
};

/** A dress after an override: `bord` and `shad` say how wide, `3c` and `4c` in what colour. All of a cue is in one dress, the last. */
export const changedDress = (dress: CueDress | null, name: string, value: string, height: number): CueDress | null => {
  const { stroke, shadow, background } = dress ?? { stroke: null, shadow: null, background: null };
  const color = readAssColor(value);
  const length = lengthOf(value, height);
  switch (name) {
    case 'bord':
      if (length === null) return dress;
      return { shadow, background, stroke: length === 0 ? null : { color: stroke?.color ?? BLACK, width: length } };
    case 'shad':
      if (length === null) return dress;
      return { stroke, background, shadow: length === 0 ? null : { color: shadow?.color ?? BLACK, distance: length } };
    case '3c':
      if (color === null) return dress;
      return { shadow, background: background === null ? null : color, stroke: stroke && { ...stroke, color } };
    case '4c':
      return color === null ? dress : { stroke, background, shadow: shadow && { ...shadow, color } };
    default:
      return dress;
  }
};

const BLACK = '#000000FF';

const lengthOf = (written: string | undefined, height: number): number | null => {
  const pixels = Number(written ?? Number.NaN);
  if (written?.trim() === '' || !(pixels >= 0)) return null;
  return Math.min(WIDEST, pixels / (height * USUAL_SIZE));
};
