import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { availableCores } from '#lib/config';
import { runCommand, SetupError } from '../../infra/local/failure.js';
import { checkPrerequisites } from '../../infra/local/prerequisites.js';
import { stopRequests } from '../../infra/local/process/stop-requests.js';
import type { Bench } from './case.js';
import { CASES } from './cases/index.js';
import { benchMedia } from './media/sources.js';
import { machineOf } from './report/machine.js';
import { type CaseResult, keepResult, keptResults } from './report/results.js';
import type { Row } from './report/row.js';
import { sayResults } from './report/say.js';
import { filmSeries, type Series } from './series.js';
import { benchSettings } from './settings.js';

const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
const home = join(root, 'bench');
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function bench(): Promise<void> {
  if (process.platform !== 'linux') throw new SetupError('The benchmark reads /proc, so it needs Linux.');
  checkPrerequisites(['ffmpeg', 'ffprobe', 'redis-server']);
  const settings = benchSettings(process.env);
  const chosen = CASES.filter(({ name }) => settings.cases.size === 0 || settings.cases.has(name.toUpperCase()));
  const { first: signal } = stopRequests();
  mkdirSync(home, { recursive: true });
  say('Sources…');
  const media = await benchMedia(join(home, 'media'), settings.mediaDir);
  const workDir = mkdtempSync(join(home, 'run-'));
  const cores = availableCores();
  let busiest = 0;
  const noteLoad = (share: number): void => {
    busiest = Math.max(busiest, share);
  };
  const options = { root, workDir, media, runs: settings.runs, cores, say, signal, noteLoad };
  let film: Promise<Series> | null = null;
  const shared: Bench = {
    options,
    film: () => {
      film ??= filmSeries(options);
      return film;
    },
  };
  const machine = await machineOf(cores);
  const results: CaseResult[] = [];
  try {
    for (const one of chosen) {
      say(`${one.name}  ${one.title}`);
      busiest = 0;
      const began = performance.now();
      const measured = 'notYet' in one ? { missing: one.notYet } : await attempt(() => one.measure(shared), signal);
      const tookSeconds = Math.round((performance.now() - began) / 1000);
      const result = { case: one.name, runs: settings.runs, machine, busiest, tookSeconds, ...measured };
      results.push(result);
      keepResult(home, result);
    }
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
  sayResults(results, keptResults(home), home, say);
}

/** The other cases have figures of their own, which are worth having. */
async function attempt(measure: () => Promise<readonly Row[]>, signal: AbortSignal) {
  try {
    return { rows: await measure() };
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    say(`  failed: ${reason}`);
    return { failed: reason };
  }
}

await runCommand(bench);
process.exit();
