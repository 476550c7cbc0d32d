import { plainRun, type TextRun } from '#lib/timeline';
import { changedDress, readDress, USUAL_SIZE } from './ass-dress.js';
import { readAssColor } from './colors.js';
import type { Cue, CueDress } from './cue.js';
import { placeAt, placeAtKey } from './places.js';
import { readTime } from './times.js';

interface AssStyle {
  readonly look: Omit<TextRun, 'text'>;
  readonly key: number;
  readonly dress: CueDress | null;
}

interface Script {
  readonly width: number;
  readonly height: number;
  readonly styles: ReadonlyMap<string, AssStyle>;
}

const { text: _none, ...PLAIN } = plainRun('');
const DEFAULT_STYLE: AssStyle = { look: PLAIN, key: 2, dress: null };

/** SubStation Alpha, version 4 and 4+: `[sections]` of `Name: value` lines, with a Format line for the columns. */
export const parseAss = (text: string): readonly Cue[] => {
  const lines = text.split('\n').map((line) => line.trim());
  const info = (name: string): number => Number(lines.find((line) => line.startsWith(`${name}:`))?.split(':')[1] ?? '');
  const height = info('PlayResY') > 0 ? info('PlayResY') : 288;
  const width = info('PlayResX') > 0 ? info('PlayResX') : (height * 4) / 3;
  const styles = new Map(rows(lines, 'Style').map((row) => [row.get('name') ?? '', readStyle(row, height)] as const));
  return rows(lines, 'Dialogue').flatMap((row) => {
    const [start, end] = [readTime(row.get('start') ?? ''), readTime(row.get('end') ?? '')];
    if (start === null || end === null || end <= start) return [];
    const style = styles.get(row.get('style')?.replace(/^\*/, '') ?? '') ?? DEFAULT_STYLE;
    return [{ start, end, ...readText(row.get('text') ?? '', style, { width, height, styles }) }];
  });
};

/** Lines of one kind as columns by their lower-case names; the last column keeps its commas. */
const rows = (lines: readonly string[], kind: string): readonly ReadonlyMap<string, string>[] => {
  let columns: readonly string[] = [];
  return lines.flatMap((line) => {
    if (line.startsWith('Format:'))
      columns = line
        .slice(7)
        .split(',')
        .map((name) => name.trim().toLowerCase());
    if (!line.startsWith(`${kind}:`) || columns.length === 0) return [];
    const values = line.slice(kind.length + 1).split(',');
    const last = columns.length - 1;
    const cells = [...values.slice(0, last), values.slice(last).join(',')].map((value) => value.trim());
    return [new Map(columns.map((name, index) => [name, cells[index] ?? '']))];
  });
};

const readStyle = (row: ReadonlyMap<string, string>, height: number): AssStyle => {
  const isSet = (name: string): boolean => !['0', '', undefined].includes(row.get(name));
  const key = Number(row.get('alignment'));
  return {
    look: {
      ...PLAIN,
      bold: isSet('bold'),
      italic: isSet('italic'),
      underline: isSet('underline'),
      strike: isSet('strikeout'),
      color: readAssColor(row.get('primarycolour') ?? ''),
      font: row.get('fontname')?.replace(/^@/, '') || null,
      scale: scaleOf(Number(row.get('fontsize')), height),
    },
    key: key >= 1 && key <= 9 ? key : 2,
    dress: readDress(row, height),
  };
};

const scaleOf = (size: number, height: number): number =>
  size > 0 ? Math.min(5, Math.max(0.2, size / height / USUAL_SIZE)) : 1;

const OVERRIDES = /\{([^{}]*)\}/g;
/** Where one name begins another (`b` and `blur`), what follows tells them apart. */
const COMMAND = /\\(pos|an|fn|fs(?![a-z])|bord|shad|[134]?c(?![a-z])|[biusp](?![a-z])|r)\s*(\([^)]*\)|[^\\]*)/g;
const DRESSES: readonly string[] = ['bord', 'shad', '3c', '4c'];

const readText = (text: string, style: AssStyle, script: Script): Pick<Cue, 'runs' | 'place' | 'dress'> => {
  const runs: TextRun[] = [];
  let [look, key, drawing] = [style.look, style.key, false];
  let { dress } = style;
  let pos: readonly [number, number] | null = null;
  const push = (part: string): void => {
    const words = part.replace(/\\[Nn]/g, '\n').replace(/\\h/g, '\u00a0');
    if (words !== '' && !drawing) runs.push({ ...look, text: words });
  };
  let from = 0;
  for (const block of text.matchAll(OVERRIDES)) {
    push(text.slice(from, block.index));
    from = block.index + block[0].length;
    for (const [, name = '', value = ''] of (block[1] ?? '').matchAll(COMMAND)) {
      if (name === 'an' && /^[1-9]$/.test(value)) key = Number(value);
      else if (name === 'p') drawing = Number(value) > 0;
      else if (name === 'r') look = script.styles.get(value.trim())?.look ?? style.look;
      else if (name === 'pos') pos = readPoint(value) ?? pos;
      else if (DRESSES.includes(name)) dress = changedDress(dress, name, value.trim(), script.height);
      else look = { ...look, ...change(name, value.trim(), style, script) };
    }
  }
  push(text.slice(from));
  const place = pos === null ? placeAtKey(key) : placeAt(key, pos[0] / script.width, pos[1] / script.height);
  return { runs, place, dress };
};

const readPoint = (value: string): readonly [number, number] | null => {
  const [x, y] = value.replace(/[()]/g, '').split(',').map(Number);
  return x !== undefined && y !== undefined && Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null;
};

const change = (name: string, value: string, { look }: AssStyle, { height }: Script): Partial<TextRun> => {
  switch (name) {
    case 'b':
      return { bold: value === '' ? look.bold : Number(value) === 1 || Number(value) >= 600 };
    case 'i':
      return { italic: value === '' ? look.italic : value === '1' };
    case 'u':
      return { underline: value === '1' };
    case 's':
      return { strike: value === '1' };
    case 'fn':
      return { font: value === '' ? look.font : value.replace(/^@/, '') };
    case 'fs':
      return { scale: Number(value) > 0 ? scaleOf(Number(value), height) : look.scale };
    default:
      return { color: readAssColor(value) ?? look.color };
  }
};
