import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../../infra/local/failure.js';
import { checkPrerequisites } from '../../../infra/local/prerequisites.js';
import { stopRequests } from '../../../infra/local/process/stop-requests.js';
import { benchMedia } from '../media/sources.js';
import { countFilm, countIdle } from './count-film.js';
import { countsTable, idleTable } from './report.js';

const root = resolve(fileURLToPath(new URL('../../../..', import.meta.url)));
const home = join(root, 'bench');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `1,5` in a variable; none where it is empty. */
const sizes = (name: string, fallback: string): readonly number[] =>
  (process.env[name] ?? fallback).split(',').filter(Boolean).map(Number);
const keep = (name: string, figures: object): void =>
  writeFileSync(join(home, `counts-${name}.json`), `${JSON.stringify(figures, null, 2)}\n`);

/** COUNT_IDLE (`1,5`): fleets that do nothing. COUNT_WORKERS (`1,2`): fleets that render the film of case A. */
await runCommand(async () => {
  checkPrerequisites(['ffmpeg', 'ffprobe', 'redis-server']);
  mkdirSync(home, { recursive: true });
  const media = await benchMedia(join(home, 'media'), null);
  const workDir = mkdtempSync(join(home, 'run-'));
  try {
    const { first: signal } = stopRequests();
    for (const workers of sizes('COUNT_IDLE', '1,5')) {
      const counted = await countIdle(root, workDir, workers, signal);
      keep(`idle-${workers}`, counted);
      for (const line of idleTable(counted)) say(line);
    }
    for (const workers of sizes('COUNT_WORKERS', '1,2')) {
      const film = await countFilm(root, workDir, workers, media, signal);
      keep(String(workers), film);
      for (const line of countsTable(film)) say(line);
    }
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
});
process.exit();
