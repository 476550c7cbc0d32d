import { stat } from 'node:fs/promises';
import type { Bench, BenchCase } from '../case.js';
import { FILM_FRAMES } from '../film.js';
import { countFrames, SAME_PICTURE, similarity } from '../measure/picture.js';
import { limitOfSimilarity } from '../measure/similarity-limit.js';
import { soundOffsetMs } from '../measure/sound.js';
import { median, medianRatio } from '../measure/statistics.js';
import { atLeast, atMost, exactly, NO_GOAL, type Row } from '../report/row.js';
import type { FilmRun, Series } from '../series.js';

const MEGABYTE = 1024 ** 2;
/** Below it a listener or an editor would notice. */
const SOUND_TOLERANCE_MS = 1;

const speed = (what: string, value: number, goal: Row['goal']): Row => ({
  case: 'A',
  what,
  value,
  unit: 'ratio',
  goal,
  kind: 'target',
});

function costs(runs: readonly FilmRun[]): readonly Row[] {
  const largest = Math.max(...runs.flatMap(({ cold, again }) => [cold.peakBytes, again.peakBytes]));
  const memory = (what: string, bytes: number, goal: Row['goal']): Row => ({
    ...speed(what, bytes / MEGABYTE, goal),
    unit: 'MB',
  });
  return [
    speed(
      'wall ÷ bare ffmpeg',
      medianRatio(
        runs,
        (run) => run.cold.wallSeconds,
        (run) => run.oracle.wallSeconds,
      ),
      atMost(1.08),
    ),
    speed(
      'CPU ÷ bare ffmpeg',
      medianRatio(
        runs,
        (run) => run.cold.cpuSeconds,
        (run) => run.oracle.cpuSeconds,
      ),
      atMost(1.06),
    ),
    memory('memory of the largest child', largest, atMost(400)),
    memory('memory of bare ffmpeg', median(runs.map(({ oracle }) => oracle.peakBytes)), NO_GOAL),
    speed(
      'same again ÷ cold, wall',
      medianRatio(
        runs,
        (run) => run.again.wallSeconds,
        (run) => run.cold.wallSeconds,
      ),
      atMost(0.05),
    ),
  ];
}

async function outputs(bench: Bench, series: Series): Promise<readonly Row[]> {
  const { runs, files } = series;
  const output = (what: string, value: number, unit: Row['unit'], goal: Row['goal']): Row => ({
    case: 'A',
    what,
    value,
    unit,
    goal,
    kind: 'check',
  });
  const [ours, theirs] = [await stat(files.cold), await stat(files.oracle)];
  const alike = await similarity(files.cold, files.oracle);
  // Each run began from nothing, so equal hashes also say: the same bytes from an empty cache.
  const versions = new Set(runs.flatMap(({ bytes }) => [bytes.cold, bytes.again]));
  return [
    speed('bytes ÷ bare ffmpeg', ours.size / theirs.size, atMost(1.02)),
    output('SSIM, worst frame: the same picture', alike.least, '', atLeast(SAME_PICTURE)),
    { ...output('SSIM, worst frame: encoded as well', alike.least, '', atLeast(0.985)), kind: 'target' },
    output('SSIM, mean', alike.mean, '', NO_GOAL),
    ...(await limitOfSimilarity(bench, series)),
    output('frames', await countFrames(files.cold), 'frames', exactly(FILM_FRAMES)),
    output('sound off by', Math.abs(await soundOffsetMs(files.cold, files.oracle)), 'ms', atMost(SOUND_TOLERANCE_MS)),
    output('different files out of all renders', versions.size, '', exactly(1)),
  ];
}

export const compose: BenchCase = {
  name: 'A',
  title: 'compose: six clips, five crossfades, a title, music and voice',
  measure: async (bench) => {
    const series = await bench.film();
    return [...costs(series.runs), ...(await outputs(bench, series))];
  },
};
