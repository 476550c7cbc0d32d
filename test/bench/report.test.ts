import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plot } from './report/plot.js';
import { type CaseResult, keepResult, keptResults } from './report/results.js';
import { atLeast, atMost, exactly, goalText, NO_GOAL, type Row, valueText, verdictOf } from './report/row.js';
import { speedUpPlot } from './report/speed-up-plot.js';
import { table } from './report/table.js';

const row = (sketch: Partial<Row>): Row => ({
  case: 'A',
  what: 'wall ÷ bare ffmpeg',
  value: 1.05,
  unit: 'ratio',
  goal: atMost(1.08),
  kind: 'target',
  ...sketch,
});

describe('a row', () => {
  it.each([
    [row({}), 'ok'],
    [row({ value: 1.08 }), 'ok'],
    [row({ value: 1.081 }), 'missed'],
    [row({ value: 0.99, goal: atLeast(0.985), kind: 'check' }), 'ok'],
    [row({ value: 0.98, goal: atLeast(0.985), kind: 'check' }), 'WRONG'],
    [row({ value: 914, goal: exactly(915), kind: 'check' }), 'WRONG'],
    [row({ value: Number.NaN }), 'missed'],
    [row({ value: 99, goal: NO_GOAL }), ''],
  ] as const)('%j is judged %j', (one, verdict) => {
    expect(verdictOf(one)).toBe(verdict);
  });

  it('is written with its unit', () => {
    expect(valueText(row({ value: 1.0549 }))).toBe('1.055');
    expect(valueText(row({ value: 355.7, unit: 'MB' }))).toBe('356 MB');
    expect(goalText(row({}))).toBe('≤ 1.080');
    expect(goalText(row({ goal: exactly(915), unit: 'frames' }))).toBe('= 915 frames');
  });
});

describe('the table', () => {
  it('has equal columns, numbers to the right', () => {
    expect(table([row({}), row({ what: 'frames', value: 915, unit: 'frames', goal: exactly(915) })])).toEqual([
      'case  what                  measured        target  verdict',
      '────  ──────────────────  ──────────  ────────────  ───────',
      'A     wall ÷ bare ffmpeg       1.050       ≤ 1.080  ok',
      'A     frames              915 frames  = 915 frames  ok',
    ]);
  });
});

describe('the plot', () => {
  it('shows the ratios alone, each with its bar and target, and takes any text', () => {
    const svg = plot([row({}), row({ what: 'memory', value: 355, unit: 'MB' }), row({ goal: NO_GOAL })], 'A & <B>');
    expect(svg.match(/<rect x=/g)).toHaveLength(2);
    expect(svg.match(/stroke-width="2"/g)).toHaveLength(1);
    expect(svg).toContain('1.050 · ≤ 1.080');
    expect(svg).toContain('A &amp; &lt;B&gt;');
    expect(svg).not.toContain('memory');
  });

  it('has room for the longest bar', () => {
    const [, width] = /<rect x="330" y="\d+" width="(\d+)"/.exec(plot([row({ value: 80 })], '')) ?? [];
    expect(Number(width)).toBeLessThanOrEqual(860 - 330 - 210);
  });
});

describe('kept results', () => {
  it('hold each case as it was measured last', () => {
    const home = mkdtempSync(join(tmpdir(), 'cutroom-test-bench-'));
    try {
      const machine = { cores: 2, processor: 'one', ffmpeg: '7', node: '20' };
      const result = (name: string, runs: number): CaseResult => ({
        ...{ case: name, runs, machine, busiest: 0, tookSeconds: 1, rows: [row({})] },
      });
      expect(keptResults(home)).toEqual([]);
      for (const one of [result('A', 1), result('C', 1), result('A', 3)]) keepResult(home, one);
      expect(keptResults(home)).toEqual([result('C', 1), result('A', 3)]);
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});

describe('the plot of speed-up', () => {
  it('puts workers that count in full on the line, and says the figures', () => {
    const svg = speedUpPlot([
      { workers: 1, speedUp: 1 },
      { workers: 2, speedUp: 2 },
      { workers: 4, speedUp: 2.5 },
    ]);
    expect(svg).toContain('<polyline points="118,242 180,180 304,149"');
    expect(svg).toContain('>2.50</text>');
  });
});
