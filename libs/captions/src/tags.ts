import { plainRun, type TextRun } from '#lib/timeline';

/** What a tag changes about the text in it; null where it is not known. */
export type Look = Partial<Omit<TextRun, 'text'>>;

export interface Tag {
  /** Lower case, `b` of `<b.loud>`. */
  readonly name: string;
  readonly rest: string;
}

const TAG = /<(\/?)([a-z][a-z0-9]*)([^<>]{0,200})>|<\d[\d:.]{0,20}>/gi;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
};

const unescaped = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,5}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
  });

/**
 * Text with tags like HTML's → runs. `lookOf` says what a tag means; one that it does not know is left out, and a `<` that
 * begins no tag is a sign like any other.
 */
export const readTags = (text: string, lookOf: (tag: Tag) => Look): readonly TextRun[] => {
  const runs: TextRun[] = [];
  const open: { readonly name: string; readonly look: Look }[] = [];
  const push = (part: string): void => {
    if (part === '') return;
    runs.push(Object.assign({}, plainRun(unescaped(part)), ...open.map(({ look }) => look)));
  };
  let from = 0;
  for (const match of text.matchAll(TAG)) {
    push(text.slice(from, match.index));
    from = match.index + match[0].length;
    const [, closing, written, rest = ''] = match;
    if (written === undefined) continue;
    const name = written.toLowerCase();
    if (closing !== '/') open.push({ name, look: lookOf({ name, rest }) });
    else {
      const at = open.findLastIndex((one) => one.name === name);
      if (at >= 0) open.splice(at, 1);
    }
  }
  push(text.slice(from));
  return runs;
};

/** The tags that SubRip and WebVTT share. */
export const plainLook = ({ name }: Tag): Look => {
  switch (name) {
    case 'b':
      return { bold: true };
    case 'i':
      return { italic: true };
    case 'u':
      return { underline: true };
    case 's':
      return { strike: true };
    default:
      return {};
  }
};
