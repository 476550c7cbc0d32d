import { join } from 'node:path';
import { answersOk } from '../../../infra/local/apps.js';
import { SetupError } from '../../../infra/local/failure.js';
import { poll } from '../../../infra/local/poll.js';
import { freePort } from '../../../infra/local/ports.js';
import { spawnOwned } from '../../../infra/local/process/owned-process.js';

export interface WorkerOptions {
  /** The only core that it and its encoders may use; none: all of them. */
  readonly core?: number;
  readonly env?: NodeJS.ProcessEnv;
}

export interface FleetWorker {
  readonly pid: number;
  /** Ends it without last words; the kernel then ends its encoders. */
  kill9(): Promise<void>;
}

interface Place {
  readonly root: string;
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
}

const READY_MS = 60_000;
let started = 0;

/** A worker that takes work. @throws SetupError */
export async function startFleetWorker(
  { root, dataDir, env }: Place,
  { core, env: more }: WorkerOptions,
): Promise<FleetWorker> {
  const port = await freePort();
  started += 1;
  const logFile = join(dataDir, 'logs', `fleet-worker-${started}.log`);
  const program = [process.execPath, '--enable-source-maps', join(root, 'dist', 'apps', 'worker', 'src', 'main.js')];
  const [command = '', ...args] = core === undefined ? program : ['taskset', '-c', String(core), ...program];
  const child = await spawnOwned({
    ...{ name: 'Worker', command, args, cwd: root, logFile, deathSignal: 'KILL' },
    env: { ...env, ...more, HOST: '127.0.0.1', WORKER_PORT: String(port) },
  });
  const isReady = async (): Promise<boolean | null> =>
    child.exit() === null ? (await answersOk(`http://127.0.0.1:${port}/health/ready`)) || null : false;
  const kill9 = async (): Promise<void> => {
    await child.stop('SIGKILL', 0);
  };
  if ((await poll(isReady, { deadlineMs: READY_MS })) !== true) {
    await kill9();
    throw new SetupError(`A worker did not start; see ${logFile}.`);
  }
  return { pid: child.pid, kill9 };
}
