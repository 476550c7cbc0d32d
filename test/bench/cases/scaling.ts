import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { download } from '../../../infra/local/demo/client.js';
import { onPath } from '../../../infra/local/tools.js';
import type { BenchCase } from '../case.js';
import { filmRequest, TITLE } from '../film.js';
import { uploadFilm, warmUp } from '../fleet/film-on.js';
import { startFleet } from '../fleet/fleet.js';
import { bareSpeedUp } from '../measure/bare-speed-up.js';
import { median } from '../measure/statistics.js';
import { atLeast, exactly, NO_GOAL, type Row } from '../report/row.js';
import { type SpeedUp, speedUpPlot } from '../report/speed-up-plot.js';
import type { SeriesOptions } from '../series.js';

/** 1, 2, 4 … workers, as long as each has a core of its own. */
const fleets = (cores: number): readonly number[] => [1, 2, 4, 8, 16, 32].filter((workers) => workers <= cores);

const TWO = 1.85;

/** The film by so many workers of one core each, which had nothing before. */
async function renderBy(workers: number, options: SeriesOptions) {
  const fleet = await startFleet(options);
  try {
    await Promise.all(Array.from({ length: workers }, (_, core) => fleet.addWorker({ core })));
    const media = await uploadFilm(fleet, options.media);
    await warmUp(fleet, options.media, workers);
    const { id, wallSeconds } = await fleet.completed(await fleet.post(filmRequest(media, TITLE)));
    const path = join(options.workDir, 'scaled.mp4');
    await download(fleet.apiUrl, id, path);
    const bytes = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    options.say(`  ${workers} × 1 core: ${wallSeconds.toFixed(1)} s`);
    return { wallSeconds, bytes };
  } finally {
    await fleet.stop();
  }
}

export const scaling: BenchCase = {
  name: 'scaling',
  title: 'scaling: the film of case A by workers of one core each',
  ...(onPath('taskset')
    ? {
        measure: async ({ options }) => {
          const sizes = fleets(options.cores);
          const runs: Awaited<ReturnType<typeof renderBy>>[][] = [];
          const most = sizes.at(-1) ?? 1;
          const bare: number[] = [];
          for (let run = 0; run < options.runs; run += 1) {
            const results = [];
            for (const workers of sizes) results.push(await renderBy(workers, options));
            runs.push(results);
            bare.push(await bareSpeedUp(most, options.media.clips[0] ?? '', options.signal));
          }
          const speedUps: readonly SpeedUp[] = sizes.map((workers, index) => ({
            workers,
            // Ratios within a run: what slows the machine for a while slows both.
            speedUp: median(runs.map((run) => (run[0]?.wallSeconds ?? 0) / (run[index]?.wallSeconds ?? 0))),
          }));
          await writeFile(join(options.root, 'bench', 'speed-up.svg'), speedUpPlot(speedUps));
          const versions = new Set(runs.flat().map(({ bytes }) => bytes)).size;
          const row = (what: string, value: number, goal: Row['goal'], unit: Row['unit'], kind: Row['kind']): Row => ({
            ...{ case: 'scaling', what, value, unit, goal, kind },
          });
          return [
            row('one worker', median(runs.map((run) => run[0]?.wallSeconds ?? 0)), NO_GOAL, 's', 'target'),
            ...speedUps
              .filter(({ workers }) => workers > 1)
              .map(({ workers, speedUp }) =>
                row(`${workers} workers, times as fast`, speedUp, workers === 2 ? atLeast(TWO) : NO_GOAL, '', 'target'),
              ),
            row(`${most} bare ffmpeg, a core each, times as fast as one`, median(bare), NO_GOAL, '', 'target'),
            row('different files out of all renders', versions, exactly(1), '', 'check'),
          ];
        },
      }
    : { notYet: 'taskset is not installed (in Debian: package util-linux)' }),
};
