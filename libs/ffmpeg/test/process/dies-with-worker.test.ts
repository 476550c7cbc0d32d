import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { encoderWith, gone, processesWith, until } from '../support/processes.js';
import { canTieToParent, SANDBOXES } from '../support/sandboxes.js';
import { useTempDir } from '../support/temp-dir.js';

const dir = useTempDir();
const WORKER = resolve(import.meta.dirname, '../support/worker.js');

it.each(SANDBOXES.filter((kind) => kind === 'bwrap' || canTieToParent))(
  'no ffmpeg outlives a worker that is killed -9 (sandbox "%s")',
  async (sandbox) => {
    const name = `orphan-${sandbox}-${process.pid}.mkv`;
    // The endless source without output to a pipe: nothing but the kernel can tell this ffmpeg that its worker is gone.
    const args = [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=320x180',
      '-c:v',
      'libx264',
      '-flush_packets',
      '1',
      '-y',
      `file:${dir.path(name)}`,
    ];
    const worker = spawn(process.execPath, [WORKER, sandbox, dir.path(), ...args], { stdio: 'ignore' });
    const ended = new Promise((done) => worker.once('exit', done));
    try {
      const encoder = await until(async () => {
        const found = await encoderWith(name);
        return found !== undefined && found.pid !== worker.pid ? found : undefined;
      });
      expect(encoder.command[0]).toMatch(/ffmpeg$/);
      // Only once it encodes: an ffmpeg that is still starting dies of its closed pipe, whatever the sandbox does.
      await until(async () => ((await stat(dir.path(name)).catch(() => null))?.size ?? 0) > 10_000 || undefined);
    } finally {
      worker.kill('SIGKILL');
    }
    await ended;
    try {
      await gone(name, 2000);
    } finally {
      for (const { pid } of await processesWith(name)) process.kill(pid, 'SIGKILL');
    }
  },
);
