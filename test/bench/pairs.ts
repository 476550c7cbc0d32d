import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cost, measuredRun } from './measure/run.js';
import { type Measured, watched } from './measure/watched.js';
import type { SceneWork } from './scenes.js';
import type { SeriesOptions } from './series.js';
import { type Service, startService } from './service.js';

/** What Cutroom is asked, by one of its doors. */
export type Order =
  /** Of sources uploaded beforehand; outputs after the first are its renditions of these names. */
  | { readonly door: 'compositions'; readonly body: (urls: readonly string[]) => object }
  /** The sources, whole and in order. */
  | { readonly door: 'assemblies' }
  | { readonly door: 'assemble-video'; readonly scenes: SceneWork };

/** The same work for both sides. */
export interface PairWork {
  /** What its files begin with. */
  readonly name: string;
  readonly sources: readonly string[];
  /** Names of the outputs; bare ffmpeg makes all of them in one process. */
  readonly outputs: readonly string[];
  readonly oracle: (outputs: readonly string[]) => readonly string[];
  readonly order: Order;
}

export interface PairRun {
  readonly oracle: Measured<Cost>;
  readonly ours: Measured<Cost>;
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
    const ours = await ordered(options, service, work, files);
    const hash = createHash('sha256');
    for (const file of files) hash.update(await readFile(file.ours));
    return { ours, bytes: hash.digest('hex') };
  } finally {
    await service.stop();
  }
}

/** The outputs at their places, and what they cost; bringing them there does not count where a door answers without. */
async function ordered(
  options: SeriesOptions,
  service: Service,
  { order, sources }: PairWork,
  files: Pairs['files'],
): Promise<Measured<Cost>> {
  const [first] = files;
  if (first === undefined) throw new Error('There is no output.');
  switch (order.door) {
    case 'assemble-video':
      return watched(options, () => service.assembleScenes(order.scenes, first.ours));
    case 'assemblies': {
      const done = await watched(options, () => service.assemble(sources));
      await service.fetchTo(done.id, first.ours);
      return done;
    }
    case 'compositions': {
      const urls = await Promise.all(sources.map((path) => service.upload(path)));
      const done = await watched(options, () => service.render(order.body(urls)));
      for (const file of files) {
        await service.fetchTo(done.id, file.ours, ...(file === first ? [] : ([file.name] as const)));
      }
      return done;
    }
  }
}
