import { CSS_COLORS } from './css-colors.js';

/** Channels 0–255. */
interface Rgba {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

const byte = (value: number): string => value.toString(16).padStart(2, '0').toUpperCase();

const fromHex = (digits: string): Rgba => {
  const long = digits.length <= 4 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const at = (index: number): number => Number.parseInt(long.slice(index * 2, index * 2 + 2), 16);
  return { red: at(0), green: at(1), blue: at(2), alpha: long.length === 8 ? at(3) : 255 };
};

const fromName = (name: string): Rgba | null => {
  if (name === 'transparent') return { red: 0, green: 0, blue: 0, alpha: 0 };
  const hex = CSS_COLORS.get(name);
  return hex === undefined ? null : fromHex(hex);
};

const read = (text: string): Rgba | null => {
  const hex = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(text)?.[1];
  if (hex !== undefined) return fromHex(hex);
  const [, name = '', opacity] = /^([a-z]+)(?:@(0|1|0?\.\d{1,6}|1\.0{1,6}))?$/i.exec(text) ?? [];
  const named = fromName(name.toLowerCase());
  return named === null || opacity === undefined ? named : { ...named, alpha: Math.round(Number(opacity) * 255) };
};

/** `#RGB[A]`, `#RRGGBB[AA]`, a CSS name, or `name@0.85` → `#RRGGBBAA`; null where it is none of these. */
export const parseColor = (text: string): string | null => {
  const color = read(text);
  if (color === null) return null;
  return `#${byte(color.red)}${byte(color.green)}${byte(color.blue)}${byte(color.alpha)}`;
};

/** The same for a background → `#RRGGBB`: there is nothing behind it, so what is see-through is laid over black. */
export const parseOpaqueColor = (text: string): string | null => {
  const color = read(text);
  if (color === null) return null;
  const over = (channel: number): string => byte(Math.round((channel * color.alpha) / 255));
  return `#${over(color.red)}${over(color.green)}${over(color.blue)}`;
};
