import { goalText, type Row, valueText, verdictOf } from './row.js';

const HEAD = ['case', 'what', 'measured', 'target', 'verdict'] as const;
/** Numbers are read from the right. */
const RIGHT = new Set(['measured', 'target']);

/** The rows as lines of equal columns, for a terminal. */
export function table(rows: readonly Row[]): readonly string[] {
  const cells = rows.map((row) => [row.case, row.what, valueText(row), goalText(row), verdictOf(row)]);
  const widths = HEAD.map((name, column) =>
    Math.max(...[HEAD, ...cells].map((line) => (line[column] ?? '').length), name.length),
  );
  const line = (texts: readonly string[]): string =>
    HEAD.map((name, column) => {
      const text = texts[column] ?? '';
      const width = widths[column] ?? 0;
      return RIGHT.has(name) ? text.padStart(width) : text.padEnd(width);
    })
      .join('  ')
      .trimEnd();
  return [line(HEAD), widths.map((width) => '─'.repeat(width)).join('  '), ...cells.map(line)];
}
