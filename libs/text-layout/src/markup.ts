/** What Pango's markup parser refuses: control characters other than tab and newline, and half surrogate pairs. */
const UNDRAWABLE = /[\p{Cc}\p{Cs}￾￿]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A client's text as Pango markup that draws it literally. Line breaks of every system become newlines. */
export const literal = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(UNDRAWABLE, (character) => (character === '\n' || character === '\t' ? character : ''))
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** `color` is `#RRGGBBAA`. */
export const coloured = (markup: string, color: string): string =>
  `<span foreground="${color.slice(0, 7)}" alpha="${alphaOf(color)}">${markup}</span>`;

/** Pango's alpha runs from 1 to 65535; 0 means "not said". */
const alphaOf = (color: string): number => Math.max(1, Math.round((Number.parseInt(color.slice(7, 9) || 'ff', 16) / 255) * 65_535));
