import { join } from 'node:path';
import { onPath } from '../../../infra/local/tools.js';
import { type Cost, measuredRun } from '../measure/run.js';
import { median } from '../measure/statistics.js';
import { NO_GOAL, type Row } from '../report/row.js';
import type { Series, SeriesOptions } from '../series.js';
import { meltArgs } from './melt.js';
import { stagedCommands } from './staged.js';

/** Other ways to make the film of case A, each run once beside the median of bare ffmpeg. */
export async function rivalRows(options: SeriesOptions, { runs }: Series): Promise<readonly Row[]> {
  const { workDir, media, say, signal } = options;
  const rows = (name: string, { wallSeconds, cpuSeconds, peakBytes }: Cost): readonly Row[] => {
    const row = (what: string, value: number, unit: Row['unit'] = 'ratio'): Row => ({
      case: 'rivals',
      what: `${name}: ${what}`,
      value,
      unit,
      goal: NO_GOAL,
      kind: 'target',
    });
    const of = (read: (cost: Cost) => number): number => median(runs.map(({ oracle }) => read(oracle)));
    return [
      row('wall ÷ bare ffmpeg', wallSeconds / of((cost) => cost.wallSeconds)),
      row('CPU ÷ bare ffmpeg', cpuSeconds / of((cost) => cost.cpuSeconds)),
      row('memory', peakBytes / 1024 ** 2, 'MB'),
    ];
  };
  const steps: Cost[] = [];
  for (const args of stagedCommands(media, workDir)) steps.push(await measuredRun('ffmpeg', args, signal));
  const staged = rows('staged pipeline', {
    wallSeconds: steps.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0),
    cpuSeconds: steps.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    peakBytes: Math.max(...steps.map(({ peakBytes }) => peakBytes)),
  });
  if (!onPath('melt')) {
    say('  melt is not installed (in Debian: package melt), so it is not measured.');
    return staged;
  }
  return [...staged, ...rows('melt', await measuredRun('melt', meltArgs(media, join(workDir, 'melt.mp4')), signal))];
}
