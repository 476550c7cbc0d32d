import type { TextRun, TextStyle } from '#lib/timeline';

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

interface Styled extends Pick<TextStyle, 'color' | 'bold' | 'italic' | 'lineHeight' | 'size'> {
  readonly text: string;
  readonly runs: readonly (TextRun & { readonly hidden?: true })[] | null;
}

/** The text as one span of its style, with a span in it for every run. */
export const styledMarkup = ({ text, runs, color, bold, italic, lineHeight, size }: Styled): string =>
  span(
    {
      foreground: splitColor(color).rgb,
      ...(bold ? { weight: 'bold' } : {}),
      ...(italic ? { style: 'italic' } : {}),
      ...(lineHeight === null ? {} : { line_height: String(lineHeight) }),
    },
    runs === null ? escapeMarkup(text) : runs.map((run) => runMarkup(run, size)).join(''),
  );

/** Pango counts sizes in 1024ths of a point. */
const PANGO_SCALE = 1024;

const runMarkup = (run: TextRun & { readonly hidden?: true }, size: number): string =>
  span(
    {
      ...(run.color === null ? {} : { foreground: splitColor(run.color).rgb }),
      ...(run.bold === null ? {} : { weight: run.bold ? 'bold' : 'normal' }),
      ...(run.italic === null ? {} : { style: run.italic ? 'italic' : 'normal' }),
      ...(run.hidden === true ? { alpha: '1' } : {}),
      ...(run.underline ? { underline: 'single' } : {}),
      ...(run.strike ? { strikethrough: 'true' } : {}),
      ...(run.font === null ? {} : { face: plainFamily(run.font) }),
      ...(run.scale === 1 ? {} : { size: String(Math.round(run.scale * size * PANGO_SCALE)) }),
    },
    escapeMarkup(run.text),
  );

/** Values are numbers, words of ours, colours, or families without any sign that means something. */
const span = (attributes: Readonly<Record<string, string>>, inner: string): string =>
  `<span${Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('')}>${inner}</span>`;

const MAX_FAMILY = 200;

/**
 * Pango's font description: family (with style words, `Noto Sans Bold`) and a size in pixels, which are points at 72 dpi.
 * `@` and `#` would begin variations and features, a size in the name would be a second one.
 */
export const fontDescription = (family: string, size: number): string => `${plainFamily(family)} ${size}`;

const plainFamily = (family: string): string => {
  const plain = family
    .replace(/[^\p{L}\p{N}\p{M} ,._-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_FAMILY);
  return plain === '' ? 'Sans' : plain;
};
