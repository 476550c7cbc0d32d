import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filmRequest, OTHER_TITLE, TITLE } from './film.js';
import { type Cost, measuredRun } from './measure/run.js';
import { type Measured, type Watch, watched } from './measure/watched.js';
import type { BenchMedia } from './media/sources.js';
import { oracleArgs } from './oracle.js';
import { type Rendered, startService } from './service.js';

/** One pair: the oracle, and a service that starts from nothing. */
export interface FilmRun {
  readonly oracle: Measured<Cost>;
  readonly cold: Measured<Rendered>;
  /** The same composition again. */
  readonly again: Measured<Rendered>;
  /** The same composition with another title. */
  readonly edit: Measured<Rendered>;
  /** SHA-256 of what was rendered. */
  readonly bytes: Readonly<Record<'cold' | 'again' | 'edit', string>>;
}

export interface Series {
  readonly runs: readonly FilmRun[];
  /** Outputs of the first run, and the oracle's of both titles. */
  readonly files: Readonly<Record<'cold' | 'edit' | 'oracle' | 'oracleEdit', string>>;
}

/** What every measurement is told. */
export interface SeriesOptions extends Watch {
  readonly root: string;
  /** For outputs and the services' data. */
  readonly workDir: string;
  readonly media: BenchMedia;
  readonly runs: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

export async function filmSeries(options: SeriesOptions): Promise<Series> {
  const { workDir, media, say, signal } = options;
  const files = {
    cold: join(workDir, 'cold.mp4'),
    edit: join(workDir, 'edit.mp4'),
    oracle: join(workDir, 'oracle.mp4'),
    oracleEdit: join(workDir, 'oracle-edit.mp4'),
  };
  const runs: FilmRun[] = [];
  for (let index = 0; index < options.runs; index += 1) {
    const oracle = () => watched(options, () => measuredRun('ffmpeg', oracleArgs(media, TITLE, files.oracle), signal));
    // Taking turns at being first, so that neither always has the warmer machine.
    const before = index % 2 === 0 ? await oracle() : null;
    const service = await serviceRun(options, index === 0 ? files : null);
    const run = { oracle: before ?? (await oracle()), ...service };
    runs.push(run);
    say(`  run ${index + 1} of ${options.runs}: ${seconds(run.oracle)} bare ffmpeg, ${seconds(run.cold)} Cutroom`);
  }
  await measuredRun('ffmpeg', oracleArgs(media, OTHER_TITLE, files.oracleEdit), signal);
  return { runs, files };
}

const seconds = ({ wallSeconds }: Cost): string => `${wallSeconds.toFixed(1)} s`;

async function serviceRun(
  options: SeriesOptions,
  keep: Pick<Series['files'], 'cold' | 'edit'> | null,
): Promise<Omit<FilmRun, 'oracle'>> {
  const { root, workDir, media, signal } = options;
  const service = await startService(root, workDir, signal);
  try {
    const [warmUp, music, voice] = [media.warmUp, media.music, media.voice].map((path) => service.upload(path));
    const clips = await Promise.all(media.clips.map((path) => service.upload(path)));
    const uploaded = { clips, music: (await music) ?? '', voice: (await voice) ?? '' };
    await service.render({ clips: [{ url: await warmUp }], output: { resolution: '480p', preset: 'ultrafast' } });
    const render = (title: string) => watched(options, () => service.render(filmRequest(uploaded, title)));
    const cold = await render(TITLE);
    const again = await render(TITLE);
    const edit = await render(OTHER_TITLE);
    const hash = async ({ id }: Rendered, path = join(workDir, 'compared.mp4')): Promise<string> => {
      await service.fetchTo(id, path);
      return createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
    };
    const bytes = { cold: await hash(cold, keep?.cold), again: await hash(again), edit: await hash(edit, keep?.edit) };
    return { cold, again, edit, bytes };
  } finally {
    await service.stop();
  }
}
