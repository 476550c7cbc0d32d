import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { openWorkerHome, removeDeadHomes } from '../src/workspace/worker-home.js';

describe('removeDeadHomes', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cutroom-test-homes-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const homeOf = async (name: string, pid: string): Promise<void> => {
    await mkdir(join(dir, name));
    await writeFile(join(dir, name, 'owner.pid'), pid);
  };

  it('removes what the dead left, also those who had our process id, and keeps our own and what lives', async () => {
    const own = await openWorkerHome(dir, 'own');
    await mkdir(join(own, 'comp_1.1'));
    await homeOf('worker-alive', String(process.ppid));
    // It has ended by the time its id is known.
    await homeOf('worker-dead', String(spawnSync('true').pid));
    await homeOf('worker-before-a-restart', String(process.pid));
    await mkdir(join(dir, 'worker-without-owner'));
    await mkdir(join(dir, 'not-ours'));

    expect(await removeDeadHomes(dir, own)).toBe(3);
    expect((await readdir(dir)).sort()).toEqual(['not-ours', 'worker-alive', basename(own)].sort());
    expect((await readdir(own)).sort()).toEqual(['comp_1.1', 'owner.pid']);
  });

  it('removes the draft of a start that was killed, and leaves one that is under way', async () => {
    await homeOf('new-killed', '');
    await homeOf('new-starting', '');
    const longAgo = Date.now() / 1000 - 3_700;
    await utimes(join(dir, 'new-killed'), longAgo, longAgo);
    expect(await removeDeadHomes(dir, null)).toBe(1);
    expect(await readdir(dir)).toEqual(['new-starting']);
  });

  it('has nothing to do where nobody ever worked', async () => {
    expect(await removeDeadHomes(join(dir, 'missing'), null)).toBe(0);
  });
});
