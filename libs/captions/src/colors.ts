/** The colours that captions name: of WebVTT's own classes, and what SubRip files use. */
const NAMES: Readonly<Record<string, string>> = {
  white: 'FFFFFF',
  lime: '00FF00',
  green: '008000',
  cyan: '00FFFF',
  aqua: '00FFFF',
  red: 'FF0000',
  yellow: 'FFFF00',
  magenta: 'FF00FF',
  fuchsia: 'FF00FF',
  blue: '0000FF',
  black: '000000',
  gray: '808080',
  grey: '808080',
  silver: 'C0C0C0',
  orange: 'FFA500',
  purple: '800080',
  pink: 'FFC0CB',
  papayawhip: 'FFEFD5',
  peachpuff: 'FFDAB9',
};

/** `#RRGGBBFF`; null where it is no colour known here. */
export const readColor = (written: string): string | null => {
  const text = written.trim().replace(/^["']|["']$/g, '');
  const hex = /^#?([0-9a-f]{6})$/i.exec(text)?.[1] ?? NAMES[text.toLowerCase()];
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text)?.slice(1);
  if (short !== undefined) return `#${short.map((digit) => digit + digit).join('')}FF`.toUpperCase();
  return hex === undefined ? null : `#${hex.toUpperCase()}FF`;
};

/** ASS writes `&HAABBGGRR`, or less digits, or a decimal number; of its opacity, see `readAssOpacity`. */
export const readAssColor = (written: string): string | null => {
  const value = assNumber(written);
  return value === null ? null : `#${hexOf(value)}${hexOf(value >>> 8)}${hexOf(value >>> 16)}FF`;
};

/** The same with its opacity, which ASS counts from 0, opaque, to 255. */
export const readAssOpacity = (written: string): string | null => {
  const [color, value] = [readAssColor(written), assNumber(written)];
  return color === null || value === null ? null : `${color.slice(0, 7)}${hexOf(255 - ((value >>> 24) & 255))}`;
};

const hexOf = (value: number): string => (value & 255).toString(16).padStart(2, '0').toUpperCase();

const assNumber = (written: string): number | null => {
  const hex = /^&?H([0-9a-f]{1,8})&?$/i.exec(written.trim())?.[1];
  const value = hex === undefined ? Number(written) : Number.parseInt(hex, 16);
  return Number.isFinite(value) && written.trim() !== '' ? value : null;
};
