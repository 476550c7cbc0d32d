import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { availableCores } from '#lib/config';
import { runCommand, SetupError } from '../../infra/local/failure.js';
import { checkPrerequisites } from '../../infra/local/prerequisites.js';
import { stopRequests } from '../../infra/local/stop-requests.js';
import type { Bench } from './case.js';
import { CASES } from './cases/index.js';
import { output } from './measure/run.js';
import { benchMedia } from './media/sources.js';
import { plot } from './report/plot.js';
import { type Row, verdictOf } from './report/row.js';
import { table } from './report/table.js';
import { rivalRows } from './rivals/index.js';
import { filmSeries, type Series } from './series.js';
import { benchSettings } from './settings.js';

const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
const home = join(root, 'bench');
/** Share of the cores; beyond it the figures are more about the machine's other work. */
const QUIET = 0.05;
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function bench(): Promise<void> {
  if (process.platform !== 'linux') throw new SetupError('The benchmark reads /proc, so it needs Linux.');
  checkPrerequisites(['ffmpeg', 'ffprobe', 'redis-server']);
  const settings = benchSettings(process.env);
  const stops = stopRequests();
  mkdirSync(home, { recursive: true });
  say('Sources…');
  const media = await benchMedia(join(home, 'media'), settings.mediaDir);
  const workDir = mkdtempSync(join(home, 'run-'));
  const cores = availableCores();
  const options = { root, workDir, media, runs: settings.runs, cores, say, signal: stops.first };
  let film: Promise<Series> | null = null;
  const shared: Bench = {
    options,
    film: () => {
      film ??= filmSeries(options);
      return film;
    },
  };
  const rows: Row[] = [];
  const missing: string[] = [];
  try {
    for (const one of CASES.filter(({ name }) => settings.cases.size === 0 || settings.cases.has(name.toUpperCase()))) {
      if ('notYet' in one) {
        missing.push(`${one.name} ${one.title}: not measured, ${one.notYet}.`);
      } else {
        say(`${one.name} ${one.title}`);
        rows.push(...(await one.measure(shared)));
      }
    }
    if (settings.rivals) rows.push(...(await rivalRows(options, await shared.film())));
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
  const runs = (await (film as Promise<Series> | null))?.runs ?? [];
  await report(rows, missing, runs, cores);
}

async function report(rows: readonly Row[], missing: readonly string[], runs: Series['runs'], cores: number) {
  const version = /version (\S+)/.exec((await output('ffmpeg', ['-version'])).toString())?.[1] ?? '?';
  const machine = { cores, processor: cpus()[0]?.model ?? '?', ffmpeg: version, node: process.versions.node };
  const loads = runs.flatMap(({ oracle, cold, again, edit }) => [oracle, cold, again, edit]);
  const busiest = Math.max(0, ...loads.map(({ foreignLoad }) => foreignLoad));
  const caption = `${cores} cores, ffmpeg ${version}, ${runs.length} runs`;
  writeFileSync(join(home, 'results.json'), `${JSON.stringify({ machine, rows, missing, runs }, null, 2)}\n`);
  writeFileSync(join(home, 'results.svg'), plot(rows, caption));
  say('');
  for (const line of [...table(rows), '', ...missing]) say(line);
  say(`${caption}. All figures: bench/results.json, bench/results.svg.`);
  const verdicts = rows.map(verdictOf);
  if (busiest > QUIET) {
    say(`The machine was busy: up to ${Math.round(busiest * 100)} % of its cores went to other work. Times are rough.`);
  }
  if (verdicts.includes('missed')) say('Missed targets are no failure of this run: they may be the machine’s.');
  if (verdicts.includes('WRONG')) throw new SetupError('An output is not what it has to be.');
}

await runCommand(bench);
process.exit();
