import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { download, follow, postComposition, uploadAsset } from '../../infra/local/demo/client.js';
import { pick } from '../../infra/local/demo/json.js';
import { freePort } from '../../infra/local/ports.js';
import { startStack } from '../../infra/local/stack.js';
import { processesOf } from '../support/processes.js';
import { type ProcessTimes, timesOf } from './measure/proc.js';
import type { Cost } from './measure/run.js';

/** One composition from POST to `completed`. */
export interface Rendered extends Cost {
  readonly id: string;
  /** Seconds a stage took, as the service tells them. */
  readonly stages: Readonly<Record<string, number>>;
  readonly segments: { readonly count: number; readonly reused: number };
}

export interface Service {
  /** @returns the `s3://` URL */
  upload(path: string): Promise<string>;
  render(body: object): Promise<Rendered>;
  fetchTo(id: string, path: string): Promise<void>;
  stop(): Promise<void>;
}

/** The caller's servers and settings are none of the benchmark's business; these may reach it. */
const PASSED_ON = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'FFMPEG_BIN', 'FFPROBE_BIN', 'FFMPEG_THREADS', 'SANDBOX'] as const;

/** A service as it comes, in a data directory of its own: nothing is cached, nothing was ever rendered. */
export async function startService(root: string, workDir: string, signal: AbortSignal): Promise<Service> {
  const dataDir = await mkdtemp(join(workDir, 'service-'));
  // PostgreSQL may run as another user.
  await chmod(dataDir, 0o755);
  const remove = (): Promise<void> => rm(dataDir, { recursive: true, force: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]]));
  const stack = await startStack({
    root,
    dataDir,
    host: '127.0.0.1',
    port,
    workers: 1,
    env: { ...env, PUBLIC_URL: url, LOG_LEVEL: 'warn' },
    say: () => undefined,
    signal,
  }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const render = async (body: object): Promise<Rendered> => {
    signal.throwIfAborted();
    const before = processorTimes(dataDir);
    const began = performance.now();
    const id = await postComposition(url, body);
    await follow(url, id, () => undefined);
    const wallSeconds = (performance.now() - began) / 1000;
    const after = processorTimes(dataDir);
    const own = after.own - before.own;
    const children = after.children - before.children;
    const metadata: unknown = await (await fetch(`${url}/api/v1/compositions/${id}/metadata`)).json();
    return { id, wallSeconds, ...described(metadata, own, children) };
  };
  return {
    upload: (path) => uploadAsset(url, path),
    render: (body) => Promise.race([render(body), stack.broken]),
    fetchTo: (id, path) => download(url, id, path),
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

function described(metadata: unknown, own: number, children: number) {
  const stages = Object.entries(pick(metadata, 'stages') ?? {}).map(([name, value]) => [name, number(value)] as const);
  const encoders = number(pick(metadata, 'cpu_seconds'));
  return {
    // Some sandboxes end before what ran in them was waited for: the kernel then forgets its time, ffmpeg itself does not.
    cpuSeconds: own + (children < encoders ? children + encoders : children),
    peakBytes: number(pick(metadata, 'memory_peak_mb')) * 1024 ** 2,
    stages: Object.fromEntries(stages),
    segments: {
      count: number(pick(metadata, 'segments', 'count')),
      reused: number(pick(metadata, 'segments', 'reused')),
    },
  };
}
