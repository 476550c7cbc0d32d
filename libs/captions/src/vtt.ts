import { readColor } from './colors.js';
import type { Cue, CuePlace } from './cue.js';
import { placeAtKey, placeDown } from './places.js';
import { type Look, plainLook, readTags, type Tag } from './tags.js';
import { readSpan } from './times.js';

/** WebVTT, https://www.w3.org/TR/webvtt1/: blocks between empty lines. Regions, and motion within a cue, are left out. */
export const parseVtt = (text: string): readonly Cue[] => {
  const blocks = text.split(/\n{2,}/).map((block) => block.split('\n'));
  const styles = new Map(blocks.filter(([head = '']) => /^STYLE\s*$/.test(head)).flatMap(readStyles));
  return blocks.flatMap((lines) => {
    const at = lines.findIndex((line) => line.includes('-->'));
    const span = at < 0 || at > 1 ? null : readSpan(lines[at] ?? '');
    if (span === null) return [];
    const whole = styles.get('') ?? {};
    const runs = readTags(
      lines
        .slice(at + 1)
        .join('\n')
        .trim(),
      (tag) => lookOf(tag, styles),
    );
    const styled = runs.map((run) => ({
      ...run,
      color: run.color ?? whole.color ?? null,
      bold: run.bold ?? whole.bold ?? null,
      italic: run.italic ?? whole.italic ?? null,
    }));
    return [{ start: span.start, end: span.end, runs: styled, place: readPlace(span.settings), dress: null }];
  });
};

const lookOf = (tag: Tag, styles: ReadonlyMap<string, Look>): Look => {
  const classes = /^((?:\.[\w-]{1,40}){1,8})/.exec(tag.rest)?.[1]?.split('.').slice(1) ?? [];
  const looks = classes.map((name): Look => {
    const color = readColor(name);
    return { ...(color === null ? {} : { color }), ...styles.get(`.${name}`) };
  });
  return Object.assign({}, plainLook(tag), styles.get(tag.name), ...looks);
};

/** Rules `::cue(selector) { … }` with a tag, a class or nothing for selector; of those, colour, weight and slope. */
const readStyles = (lines: readonly string[]): readonly (readonly [selector: string, look: Look])[] =>
  [
    ...lines
      .slice(1)
      .join('\n')
      .matchAll(/::cue(?:\(\s*([.\w-]{0,60})\s*\))?\s*\{([^{}]{0,2000})\}/g),
  ].map(([, selector = '', body = '']) => {
    const color = readColor(/(?:^|[;\s])color\s*:\s*([^;]+)/.exec(body)?.[1] ?? '');
    return [
      selector,
      {
        ...(color === null ? {} : { color }),
        ...(/font-weight\s*:\s*(bold|[6-9]00)/.test(body) ? { bold: true } : {}),
        ...(/font-style\s*:\s*(italic|oblique)/.test(body) ? { italic: true } : {}),
      },
    ];
  });

const KEYS: Readonly<Record<string, number>> = { start: 1, left: 1, end: 3, right: 3 };

/** `line` in percent or in lines, `align`; what says no more than usual is no place of its own. */
const readPlace = (settings: string): CuePlace | null => {
  const key = KEYS[/\balign:(\w+)/.exec(settings)?.[1] ?? ''] ?? 2;
  const across = placeAtKey(key);
  const [, line, percent] = /\bline:(-?\d+(?:\.\d+)?)(%?)/.exec(settings) ?? [];
  if (line === undefined) return across;
  const share = percent === '%' ? Number(line) / 100 : Number(line) < 0 ? 1 + Number(line) / 15 : Number(line) / 15;
  return placeDown(across?.x ?? { kind: 'center' }, share);
};
