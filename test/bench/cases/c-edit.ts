import type { BenchCase } from '../case.js';
import { FILM, FILM_FRAMES, FILM_SECONDS } from '../film.js';
import { countFrames, SAME_PICTURE, similarity } from '../measure/picture.js';
import { medianRatio } from '../measure/statistics.js';
import { atLeast, atMost, exactly, NO_GOAL, type Row } from '../report/row.js';

/** What an edit would cost if only the frames that change were encoded, as fast as bare ffmpeg encodes everything. */
const CHANGED = FILM.titleSeconds / FILM_SECONDS;

export const edit: BenchCase = {
  name: 'C',
  title: 'edit: case A again with another title',
  measure: async (bench) => {
    const { runs, files } = await bench.film();
    const row = (
      what: string,
      value: number,
      goal: Row['goal'],
      kind: Row['kind'],
      unit: Row['unit'] = 'ratio',
    ): Row => ({
      case: 'C',
      what,
      value,
      unit,
      goal,
      kind,
    });
    const overCold = medianRatio(
      runs,
      (run) => run.edit.wallSeconds,
      (run) => run.cold.wallSeconds,
    );
    const overLimit = medianRatio(
      runs,
      (run) => run.edit.wallSeconds,
      (run) => run.oracle.wallSeconds * CHANGED,
    );
    const cpu = medianRatio(
      runs,
      (run) => run.edit.cpuSeconds,
      (run) => run.cold.cpuSeconds,
    );
    const alike = await similarity(files.edit, files.oracleEdit);
    const versions = new Set(runs.map(({ bytes }) => bytes.edit));
    return [
      row('another title ÷ cold, wall', overCold, atMost(0.3), 'target'),
      row('another title ÷ cold, CPU', cpu, NO_GOAL, 'target'),
      row('another title ÷ its limit, wall', overLimit, NO_GOAL, 'target'),
      row('SSIM, worst frame: the same picture', alike.least, atLeast(SAME_PICTURE), 'check', ''),
      row('frames', await countFrames(files.edit), exactly(FILM_FRAMES), 'check', 'frames'),
      row('different files out of all edits', versions.size, exactly(1), 'check', ''),
    ];
  },
};
