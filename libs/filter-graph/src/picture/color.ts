import type { ColorInfo, VideoInfo } from '#lib/render-plan';

/** Names of `scale`'s matrices by ffprobe's names of colour spaces. */
const MATRICES: Readonly<Record<string, string>> = {
  bt709: 'bt709',
  fcc: 'fcc',
  bt470bg: 'bt601',
  smpte170m: 'bt601',
  smpte240m: 'smpte240m',
  bt2020nc: 'bt2020',
  bt2020c: 'bt2020',
};
const HD_LINES = 720;

/** The matrix of a source for `scale`: as the file says, else BT.601 below 720 lines and BT.709 from there on. */
export const sourceMatrix = ({ color, codedHeight }: VideoInfo): string =>
  MATRICES[color.matrix ?? ''] ?? (codedHeight < HD_LINES ? 'bt601' : 'bt709');

/** The range of a source for `scale`; `auto` follows the pixel format (yuvj is full range). */
export const sourceRange = ({ range }: ColorInfo): string => (range === 'tv' || range === 'pc' ? range : 'auto');

export type HdrTransfer = 'smpte2084' | 'arib-std-b67';

/** PQ or HLG, null for everything else. */
export const hdrTransfer = ({ transfer }: ColorInfo): HdrTransfer | null =>
  transfer === 'smpte2084' || transfer === 'arib-std-b67' ? transfer : null;

/** 8-bit Y′CbCr, BT.709, limited range. */
export interface YCbCr {
  readonly y: number;
  readonly u: number;
  readonly v: number;
}

/**
 * `#RRGGBB` → Y′CbCr. Computed here because ffmpeg's own sources and `pad` convert with BT.601 in some versions.
 * Formula: ITU-R BT.709-6, items 3.2–3.4. Throws RangeError for any other text.
 */
export const toYCbCr = (color: string): YCbCr => {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (match === null) throw new RangeError('A background is written #RRGGBB.');
  const [r = 0, g = 0, b = 0] = match.slice(1).map((hex) => Number.parseInt(hex, 16) / 255);
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return {
    y: Math.round(16 + 219 * luma),
    u: Math.round(128 + (224 * (b - luma)) / 1.8556),
    v: Math.round(128 + (224 * (r - luma)) / 1.5748),
  };
};

export const isBlack = ({ y, u, v }: YCbCr): boolean => y === 16 && u === 128 && v === 128;
