import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { encoderWith, gone, until } from '../support/processes.js';
import { canTieToParent, SANDBOXES } from '../support/sandboxes.js';
import { useTempDir } from '../support/temp-dir.js';

const dir = useTempDir();
const WORKER = resolve(import.meta.dirname, '../support/worker.js');

it.each(SANDBOXES.filter((kind) => kind === 'bwrap' || canTieToParent))(
  'no ffmpeg outlives a worker that is killed -9 (sandbox "%s")',
  async (sandbox) => {
    const name = `orphan-${sandbox}-${process.pid}.mkv`;
    // The endless source without output to a pipe: nothing but the kernel can tell this ffmpeg that its worker is gone.
    const args = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180', '-c:v', 'libx264', '-y', `file:${dir.path(name)}`];
    const worker = spawn(process.execPath, [WORKER, sandbox, dir.path(), ...args], { stdio: 'ignore' });
    const ended = new Promise((done) => worker.once('exit', done));
    try {
      const encoder = await until(async () => {
        const found = await encoderWith(name);
        return found !== undefined && found.pid !== worker.pid ? found : undefined;
      });
      expect(encoder.command[0]).toMatch(/ffmpeg$/);
    } finally {
      worker.kill('SIGKILL');
    }
    await ended;
    await gone(name, 2000);
  },
);
