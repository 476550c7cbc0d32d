import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';
import { encoderWith, gone, processesWith, until } from '../support/processes.js';
import { SANDBOXES } from '../support/sandboxes.js';
import { useTempDir } from '../support/temp-dir.js';

const dir = useTempDir();
const WORKER = resolve(import.meta.dirname, '../support/worker.js');
const GONE_MS = 2000;

// The endless source without output to a pipe: ffmpeg itself never finds out that its worker is gone.
const endless = (name: string): readonly string[] => [
  ...[
    '-hide_banner',
    '-loglevel',
    'error',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=320x180',
    '-c:v',
    'libx264',
    '-flush_packets',
    '1',
    '-y',
  ],
  `file:${dir.path(name)}`,
];
const startWorker = (sandbox: string, name: string, env: NodeJS.ProcessEnv = {}): ChildProcess =>
  spawn(process.execPath, [WORKER, sandbox, dir.path(), ...endless(name)], {
    stdio: 'ignore',
    env: { ...process.env, ...env },
  });

/** Kills the worker -9 once `ready` is there; throws where anything of its command is left after that. */
const killOnce = async (worker: ChildProcess, name: string, ready: () => Promise<unknown>): Promise<void> => {
  const ended = new Promise((done) => worker.once('exit', done));
  try {
    await until(ready);
  } finally {
    worker.kill('SIGKILL');
  }
  await ended;
  try {
    await gone(name, GONE_MS);
  } finally {
    for (const { pid } of await processesWith(name)) process.kill(pid, 'SIGKILL');
  }
};

/** A `prlimit` that takes its time: what stands between the worker and its sandbox is still starting for so long. */
const slowStart = async (seconds: number): Promise<string> => {
  const bin = dir.path('bin');
  const path = process.env['PATH'] ?? '';
  await mkdir(bin, { recursive: true });
  await writeFile(`${bin}/prlimit`, `#!/bin/sh\nsleep ${seconds}\nPATH='${path}' exec prlimit "$@"\n`);
  await chmod(`${bin}/prlimit`, 0o755);
  return `${bin}${delimiter}${path}`;
};

describe.each(SANDBOXES)('no ffmpeg outlives a worker that is killed -9 (sandbox "%s")', (sandbox) => {
  it('while it encodes', async () => {
    const name = `orphan-${sandbox}-${process.pid}.mkv`;
    const worker = startWorker(sandbox, name);
    await killOnce(worker, name, async () => {
      const found = await encoderWith(name);
      if (found === undefined || found.pid === worker.pid) return undefined;
      // Only once it encodes: an ffmpeg that is still starting dies of its closed pipe, whatever the sandbox does.
      return ((await stat(dir.path(name)).catch(() => null))?.size ?? 0) > 10_000 || undefined;
    });
  });

  it('before its sandbox has started', async () => {
    const name = `unborn-${sandbox}-${process.pid}.mkv`;
    const worker = startWorker(sandbox, name, { PATH: await slowStart(0.5) });
    await killOnce(
      worker,
      name,
      async () => (await processesWith(name)).some(({ pid }) => pid !== worker.pid) || undefined,
    );
  });
});
