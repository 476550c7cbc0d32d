import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { download, follow, postComposition, uploadAsset } from '../../infra/local/demo/client.js';
import { pick, text } from '../../infra/local/demo/json.js';
import { freePort } from '../../infra/local/ports.js';
import { startStack } from '../../infra/local/stack.js';
import { processesOf } from '../support/processes.js';
import { assembleFilms, fetchAssembly, putSources } from './assemblies.js';
import { type ProcessTimes, timesOf } from './measure/proc.js';
import type { Cost } from './measure/run.js';
import { assembleScenes, type SceneWork } from './scenes.js';

/** One composition from POST to `completed`. */
export interface Rendered extends Cost {
  readonly id: string;
  /** Seconds a stage took, as the service tells them. */
  readonly stages: Readonly<Record<string, number>>;
  readonly segments: { readonly count: number; readonly reused: number };
}

/** An assembly from POST to `done`. */
export interface Assembled extends Cost {
  readonly id: string;
}

export interface Service {
  /** @returns the `s3://` URL */
  upload(path: string): Promise<string>;
  render(body: object): Promise<Rendered>;
  /** These files as clips, whole and one after the other, by the door that copies what it can; indexed before the clock starts. */
  assemble(paths: readonly string[]): Promise<Assembled>;
  /** By the door that answers with the video, to the last byte of it at `path`. */
  assembleScenes(work: SceneWork, path: string): Promise<Cost>;
  /** @param rendition of a composition, by its name; none: the result itself */
  fetchTo(id: string, path: string, rendition?: string): Promise<void>;
  stop(): Promise<void>;
}

/** The caller's servers and settings are none of the benchmark's business; these may reach it. */
const PASSED_ON = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'FFMPEG_BIN', 'FFPROBE_BIN', 'FFMPEG_THREADS', 'SANDBOX'] as const;

export const passedOn = (): NodeJS.ProcessEnv => Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]]));

/** A service as it comes, in a data directory of its own: nothing is cached, nothing was ever rendered. */
export async function startService(root: string, workDir: string, signal: AbortSignal): Promise<Service> {
  const dataDir = await mkdtemp(join(workDir, 'service-'));
  // PostgreSQL may run as another user.
  await chmod(dataDir, 0o755);
  const remove = (): Promise<void> => rm(dataDir, { recursive: true, force: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const stack = await startStack({
    root,
    dataDir,
    host: '127.0.0.1',
    port,
    workers: 1,
    env: { ...passedOn(), PUBLIC_URL: url, LOG_LEVEL: 'warn' },
    say: () => undefined,
    signal,
  }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const clocked = async <T>(work: () => Promise<T>): Promise<{ done: T; wallSeconds: number; times: ProcessTimes }> => {
    signal.throwIfAborted();
    const before = processorTimes(dataDir);
    const began = performance.now();
    const done = await work();
    const wallSeconds = (performance.now() - began) / 1000;
    const after = processorTimes(dataDir);
    return { done, wallSeconds, times: { own: after.own - before.own, children: after.children - before.children } };
  };
  const metadataOf = async (id: string): Promise<unknown> =>
    (await fetch(`${url}/api/v1/compositions/${id}/metadata`)).json();
  /** Every door makes a composition. */
  const latest = async (): Promise<unknown> => {
    const list: unknown = await (await fetch(`${url}/api/v1/compositions?limit=1`)).json();
    return metadataOf(text(pick(list, 'items', '0', 'composition_id')));
  };
  return {
    upload: (path) => uploadAsset(url, path),
    render: async (body) => {
      const work = async (): Promise<string> => {
        const id = await postComposition(url, body);
        await follow(url, id, () => undefined);
        return id;
      };
      const { done: id, wallSeconds, times } = await clocked(() => Promise.race([work(), stack.broken]));
      const metadata = await metadataOf(id);
      return { wallSeconds, ...costOf(metadata, times), id, ...described(metadata) };
    },
    assemble: async (paths) => {
      await putSources(url, join(dataDir, 'sources'), paths);
      const work = () => assembleFilms(url, paths);
      const { done, wallSeconds, times } = await clocked(() => Promise.race([work(), stack.broken]));
      return { id: done, wallSeconds, ...costOf(await latest(), times) };
    },
    assembleScenes: async (work, path) => {
      const { wallSeconds, times } = await clocked(() => Promise.race([assembleScenes(url, work, path), stack.broken]));
      return { wallSeconds, ...costOf(await latest(), times) };
    },
    fetchTo: (id, path, rendition) =>
      id.startsWith('asm_') ? fetchAssembly(url, id, path) : download(url, id, path, rendition),
    stop: async () => {
      await stack.stop('kill');
      await remove();
    },
  };
}

/** Of everything that belongs to the service: API, worker, PostgreSQL, Redis; and of what they ran and waited for. */
function processorTimes(dataDir: string): ProcessTimes {
  const times = processesOf(dataDir).map(({ pid }) => timesOf(pid));
  const sum = (read: (one: ProcessTimes) => number): number => times.reduce((total, one) => total + read(one), 0);
  return { own: sum(({ own }) => own), children: sum(({ children }) => children) };
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** @param times of the service and its children, as the kernel counted them */
function costOf(metadata: unknown, { own, children }: ProcessTimes): Pick<Cost, 'cpuSeconds' | 'peakBytes'> {
  const encoders = number(pick(metadata, 'cpu_seconds'));
  return {
    // Some sandboxes end before what ran in them was waited for: the kernel then forgets its time, ffmpeg itself does not.
    cpuSeconds: own + (children < encoders ? children + encoders : children),
    peakBytes: number(pick(metadata, 'memory_peak_mb')) * 1024 ** 2,
  };
}

const described = (metadata: unknown): Pick<Rendered, 'stages' | 'segments'> => ({
  stages: Object.fromEntries(
    Object.entries(pick(metadata, 'stages') ?? {}).map(([name, value]) => [name, number(value)] as const),
  ),
  segments: {
    count: number(pick(metadata, 'segments', 'count')),
    reused: number(pick(metadata, 'segments', 'reused')),
  },
});
