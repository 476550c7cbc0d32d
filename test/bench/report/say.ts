import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../../../infra/local/failure.js';
import { plot } from './plot.js';
import type { CaseResult } from './results.js';
import { verdictOf } from './row.js';
import { table } from './table.js';

/** Share of the cores; beyond it the figures are more about the machine's other work. */
const QUIET = 0.05;

/** The table of what was measured now, and the plot of all there is. @throws SetupError where an output is wrong or a case failed */
export function sayResults(
  results: readonly CaseResult[],
  all: readonly CaseResult[],
  home: string,
  say: (line: string) => void,
): void {
  const rows = results.flatMap((one) => one.rows ?? []);
  const [first] = results;
  const caption =
    first === undefined
      ? 'nothing'
      : `${first.machine.cores} cores, ffmpeg ${first.machine.ffmpeg}, ${first.runs} runs`;
  writeFileSync(
    join(home, 'results.svg'),
    plot(
      all.flatMap((one) => one.rows ?? []),
      caption,
    ),
  );
  say('');
  for (const line of table(rows)) say(line);
  say('');
  for (const { case: name, missing, failed } of results) {
    if (missing !== undefined) say(`${name}: not measured, ${missing}.`);
    if (failed !== undefined) say(`${name}: failed, ${failed}`);
  }
  say(`${caption}. All figures: bench/results.json, bench/results.svg.`);
  const busiest = Math.max(0, ...results.map((one) => one.busiest));
  if (busiest > QUIET) {
    say(`The machine was busy: up to ${Math.round(busiest * 100)} % of its cores went to other work. Times are rough.`);
  }
  const verdicts = rows.map(verdictOf);
  if (verdicts.includes('missed')) say('Missed targets are no failure of this run: they may be the machine’s.');
  if (verdicts.includes('WRONG')) throw new SetupError('An output is not what it has to be.');
  if (results.some(({ failed }) => failed !== undefined)) throw new SetupError('Not every case could be measured.');
}
