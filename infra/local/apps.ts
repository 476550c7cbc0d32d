import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './failure.js';
import { poll } from './poll.js';
import { lastLine } from './process/log-file.js';
import { type OwnedProcess, spawnOwned } from './process/owned-process.js';

export interface AppOptions {
  /** The repository; its dist/ holds the built applications. */
  readonly root: string;
  readonly name: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** Answers 2xx once the application can work. */
  readonly readyUrl: string;
}

/** Whoever ends is noticed at once; this is for machines that have much else to do. */
const READY_MS = 180_000;

/** True on a 2xx answer. Never throws: a server that is not up yet is simply not ready. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

async function startApp(
  app: 'api' | 'worker',
  { root, name, env, logFile, readyUrl }: AppOptions,
): Promise<OwnedProcess> {
  const entry = join(root, 'dist', 'apps', app, 'src', 'main.js');
  if (!existsSync(entry)) {
    throw new SetupError(`${name} is not built (${entry} is missing); run make build.`);
  }
  const child = await spawnOwned({
    name,
    command: process.execPath,
    args: ['--enable-source-maps', entry],
    env,
    cwd: root,
    logFile,
    deathSignal: 'KILL',
  });
  const ready = await poll(async () => (child.exit() === null ? (await answersOk(readyUrl)) || null : false), {
    deadlineMs: READY_MS,
  });
  if (ready !== true) {
    const why = child.exit() === null ? `it was not ready after ${READY_MS / 1000} s` : lastLine(logFile);
    await child.stop('SIGKILL', 0);
    throw new SetupError(`${name} did not start: ${why}`);
  }
  return child;
}

export const startApi = (options: AppOptions): Promise<OwnedProcess> => startApp('api', options);
export const startWorker = (options: AppOptions): Promise<OwnedProcess> => startApp('worker', options);
