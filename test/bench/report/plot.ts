import { goalText, type Row, valueText, verdictOf } from './row.js';

const WIDTH = 860;
const LEFT = 330;
const RIGHT = 210;
const ROW = 26;
const TOP = 58;
const COLORS = { ok: '#2f855a', missed: '#c05621', WRONG: '#c53030', '': '#718096' } as const;

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '');

const isRatio = ({ unit }: Row): boolean => unit === 'ratio';

/** The ratios as bars (shorter is better), their targets as strokes, and a line where both sides are equal. */
export function plot(rows: readonly Row[], caption: string): string {
  const ratios = rows.filter(isRatio);
  const goals = ratios.map(({ goal }) => (goal.kind === 'none' ? 0 : goal.value));
  const most = Math.max(1, ...ratios.map(({ value }) => value), ...goals) * 1.05;
  const x = (value: number): number => Math.round(LEFT + (value / most) * (WIDTH - LEFT - RIGHT));
  const height = TOP + ratios.length * ROW + 24;
  const bars = ratios.map((row, index) => {
    const y = TOP + index * ROW;
    const goal =
      row.goal.kind === 'none' ? '' : `<path d="M${x(row.goal.value)} ${y}v18" stroke="#1a202c" stroke-width="2"/>`;
    const says = [valueText(row), goalText(row)].filter((text) => text !== '').join(' · ');
    return [
      `<text x="${LEFT - 10}" y="${y + 14}" text-anchor="end">${escaped(`${row.case} ${row.what}`)}</text>`,
      `<rect x="${LEFT}" y="${y + 2}" width="${Math.max(1, x(row.value) - LEFT)}" height="14" fill="${COLORS[verdictOf(row)]}"/>`,
      goal,
      `<text x="${WIDTH - RIGHT + 10}" y="${y + 14}">${escaped(says)}</text>`,
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="13">`,
    `<rect width="100%" height="100%" fill="white"/>`,
    `<text x="16" y="24" font-size="16">Cutroom beside its limits (1 = the limit itself)</text>`,
    `<text x="16" y="42" fill="#4a5568">${escaped(caption)}</text>`,
    `<path d="M${x(1)} ${TOP - 6}V${height - 18}" stroke="#a0aec0" stroke-dasharray="4 3"/>`,
    ...bars,
    '</svg>',
    '',
  ].join('\n');
}
