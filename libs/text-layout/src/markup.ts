import type { TextStyle } from '#lib/timeline';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text as Pango markup that means nothing but itself. The only place where text becomes markup. */
export const escapeMarkup = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** `#RRGGBBAA` as Pango's colour, and its opacity 0–1, which is applied to the finished picture (emoji included). */
export const splitColor = (color: string): { readonly rgb: string; readonly opacity: number } => ({
  rgb: color.slice(0, 7),
  opacity: color.length === 9 ? Number.parseInt(color.slice(7), 16) / 255 : 1,
});

type Lettering = Pick<TextStyle, 'color' | 'bold' | 'italic' | 'lineHeight'>;

/** The text as one span of its style. */
export const styledMarkup = (text: string, { color, bold, italic, lineHeight }: Lettering): string => {
  const attributes = {
    foreground: splitColor(color).rgb,
    ...(bold ? { weight: 'bold' } : {}),
    ...(italic ? { style: 'italic' } : {}),
    ...(lineHeight === null ? {} : { line_height: String(lineHeight) }),
  };
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return `<span${written.join('')}>${escapeMarkup(text)}</span>`;
};

const MAX_FAMILY = 200;

/**
 * Pango's font description: family (with style words, `Noto Sans Bold`) and a size in pixels, which are points at 72 dpi.
 * `@` and `#` would begin variations and features, a size in the name would be a second one.
 */
export const fontDescription = (family: string, size: number): string => {
  const plain = family
    .replace(/[^\p{L}\p{N}\p{M} ,._-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_FAMILY);
  return `${plain === '' ? 'Sans' : plain} ${size}`;
};
