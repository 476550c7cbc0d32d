import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cost, measuredRun } from './measure/run.js';
import { type Measured, watched } from './measure/watched.js';
import type { SeriesOptions } from './series.js';
import { type RenderedAll, startService } from './service.js';

/** The same work for both sides. */
export interface PairWork {
  /** What its files begin with. */
  readonly name: string;
  /** Files that are uploaded before the clock starts. */
  readonly sources: readonly string[];
  /** Names of the outputs; bare ffmpeg makes all of them in one process. */
  readonly outputs: readonly string[];
  readonly oracle: (outputs: readonly string[]) => readonly string[];
  /** What is posted: one composition for each output, in their order; null = the sources as one assembly. */
  readonly bodies: ((urls: readonly string[]) => readonly object[]) | null;
}

export interface PairRun {
  readonly oracle: Measured<Cost>;
  readonly ours: Measured<RenderedAll>;
  /** SHA-256 of our outputs, all in one. */
  readonly bytes: string;
}

export interface Pairs {
  readonly runs: readonly PairRun[];
  /** Of the last run. */
  readonly files: readonly { readonly name: string; readonly ours: string; readonly oracle: string }[];
}

/** Bare ffmpeg and a service that starts from nothing, in turn. */
export async function pairsOf(options: SeriesOptions, work: PairWork): Promise<Pairs> {
  const { workDir, say, signal } = options;
  const files = work.outputs.map((name) => ({
    name,
    ours: join(workDir, `${work.name}-${name}.mp4`),
    oracle: join(workDir, `${work.name}-${name}-oracle.mp4`),
  }));
  const args = work.oracle(files.map(({ oracle }) => oracle));
  const runs: PairRun[] = [];
  for (let index = 0; index < options.runs; index += 1) {
    const bare = () => watched(options, () => measuredRun('ffmpeg', args, signal));
    // Taking turns at being first, so that neither always has the warmer machine.
    const before = index % 2 === 0 ? await bare() : null;
    const service = await serviceRun(options, work, files);
    const run = { oracle: before ?? (await bare()), ...service };
    runs.push(run);
    const [theirs, own] = [run.oracle, run.ours].map(({ wallSeconds }) => wallSeconds.toFixed(1));
    say(`  run ${index + 1} of ${options.runs}: ${theirs} s bare ffmpeg, ${own} s Cutroom`);
  }
  return { runs, files };
}

async function serviceRun(
  options: SeriesOptions,
  work: PairWork,
  files: Pairs['files'],
): Promise<Omit<PairRun, 'oracle'>> {
  const { root, workDir, media, signal } = options;
  const service = await startService(root, workDir, signal);
  try {
    const warmUp = await service.upload(media.warmUp);
    await service.render({ clips: [{ url: warmUp }], output: { resolution: '480p', preset: 'ultrafast' } });
    const { bodies, sources } = work;
    const urls = bodies === null ? [] : await Promise.all(sources.map((path) => service.upload(path)));
    const ours = await watched(options, () =>
      bodies === null ? service.assemble(sources) : service.renderAll(bodies(urls)),
    );
    const hash = createHash('sha256');
    for (const [index, id] of ours.ids.entries()) {
      const path = files[index]?.ours ?? '';
      await service.fetchTo(id, path);
      hash.update(await readFile(path));
    }
    return { ours, bytes: hash.digest('hex') };
  } finally {
    await service.stop();
  }
}
