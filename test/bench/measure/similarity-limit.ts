import { join } from 'node:path';
import type { Bench } from '../case.js';
import { FILM, TITLE } from '../film.js';
import { oracleArgs, pictureGraph } from '../oracle.js';
import { NO_GOAL, type Row } from '../report/row.js';
import type { Series } from '../series.js';
import { similarity, similarityTo } from './picture.js';
import { measuredRun } from './run.js';

/** A change of quality that nobody sees and that costs 1.5 % of the bytes. */
const A_LITTLE = 0.1;

/**
 * How alike two encodings can be at all: bare ffmpeg against itself, a tenth of a CRF step apart, and each side against the
 * film before it was encoded. Nobody can ask more of segments than that.
 */
export async function limitOfSimilarity({ options }: Bench, { files }: Series): Promise<readonly Row[]> {
  const { media, workDir, signal } = options;
  const twin = join(workDir, 'twin.mp4');
  await measuredRun('ffmpeg', oracleArgs(media, TITLE, twin, FILM.crf - A_LITTLE), signal);
  const inputs = media.clips.flatMap((path) => ['-i', `file:${path}`]);
  const uncompressed = { inputs, graph: `${pictureGraph(1, TITLE)};[v]null[reference]` };
  const rows: Row[] = [];
  const add = (what: string, { least, mean }: { readonly least: number; readonly mean: number }): void => {
    const row = (value: number, which: string): Row => ({
      ...{ case: 'A', what: `SSIM, ${what}, ${which}`, value, unit: '', goal: NO_GOAL, kind: 'target' },
    });
    rows.push(row(least, 'worst frame'), row(mean, 'mean'));
  };
  add('bare ffmpeg at CRF 20.9 against itself', await similarity(twin, files.oracle));
  add('ours against the uncompressed film', await similarityTo(files.cold, uncompressed));
  add('bare ffmpeg against the uncompressed film', await similarityTo(files.oracle, uncompressed));
  return rows;
}
