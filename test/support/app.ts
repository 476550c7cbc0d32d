import { readFileSync } from 'node:fs';
import { type AppOptions, startApi, startWorker } from '../../infra/local/apps.js';
import type { Exit, OwnedProcess } from '../../infra/local/process/owned-process.js';

export interface TestApp {
  readonly name: string;
  /** Of the process that runs now. */
  readonly pid: number;
  /** Base URL: the API's, or the worker's own health and metrics. */
  readonly url: string;
  /** SIGKILL, no last words. */
  kill9(): Promise<Exit>;
  /** SIGTERM, then waits for its own end; SIGKILL after `graceMs`. */
  terminate(graceMs?: number): Promise<Exit>;
  /** Again with the same settings and port; the old process must have ended. */
  start(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Everything it has logged. */
  log(): string;
}

export async function startTestApp(kind: 'api' | 'worker', url: string, options: AppOptions): Promise<TestApp> {
  const launch = (): Promise<OwnedProcess> => (kind === 'api' ? startApi(options) : startWorker(options));
  let current = await launch();
  return {
    name: options.name,
    get pid() {
      return current.pid;
    },
    url,
    kill9: () => current.stop('SIGKILL', 5000),
    terminate: (graceMs = 45_000) => current.stop('SIGTERM', graceMs),
    start: async () => {
      current = await launch();
    },
    signal: (signal) => {
      process.kill(current.pid, signal);
    },
    log: () => readFileSync(options.logFile, 'utf8'),
  };
}
