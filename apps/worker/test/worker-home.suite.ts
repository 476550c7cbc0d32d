import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { signOfLife } from '../src/workspace/owner.js';
import { openWorkerHome, removeDeadHomes } from '../src/workspace/worker-home.js';

const OWNER = 'owner.json';

describe('removeDeadHomes', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cutroom-test-homes-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  type Owner = Record<'pid' | 'place' | 'startedAt', unknown>;
  /** Like our own home, but for `changes`. */
  const homeOf = async (name: string, changes: Partial<Owner>): Promise<void> => {
    const draft = await openWorkerHome(dir, 'draft');
    const path = join(draft, OWNER);
    const own = JSON.parse(await readFile(path, 'utf8')) as Owner;
    await writeFile(path, JSON.stringify({ ...own, ...changes }));
    await rename(draft, join(dir, name));
  };
  const silentFor = async (name: string, minutes: number): Promise<void> => {
    const then = Date.now() / 1000 - minutes * 60;
    await utimes(join(dir, name), then, then);
    await utimes(join(dir, name, OWNER), then, then);
  };

  it('removes what the dead left, also those who had a process id of the living, and keeps our own and what lives', async () => {
    const own = await openWorkerHome(dir, 'own');
    await mkdir(join(own, 'comp_1.1'));
    await homeOf('worker-alive', {});
    await silentFor('worker-alive', 1_000);
    // It has ended by the time its id is known.
    await homeOf('worker-dead', { pid: spawnSync('true').pid });
    await homeOf('worker-before-a-restart', { startedAt: '1' });
    await mkdir(join(dir, 'worker-without-owner'));
    await mkdir(join(dir, 'not-ours'));

    expect(await removeDeadHomes(dir, own)).toBe(3);
    expect((await readdir(dir)).sort()).toEqual(['not-ours', 'worker-alive', basename(own)].sort());
    expect((await readdir(own)).sort()).toEqual(['comp_1.1', OWNER]);
  });

  it('leaves the homes of containers that share the directory, whatever their process ids, until they are silent', async () => {
    await homeOf('worker-elsewhere', { place: 'another container', startedAt: '1' });
    await homeOf('worker-silent', { place: 'a container that was removed' });
    for (const name of ['worker-elsewhere', 'worker-silent']) await silentFor(name, 20);
    await signOfLife(join(dir, 'worker-elsewhere'));
    expect(await removeDeadHomes(dir, null)).toBe(1);
    expect(await readdir(dir)).toEqual(['worker-elsewhere']);
  });

  it('removes the draft of a start that was killed, and leaves one that is under way', async () => {
    await homeOf('new-killed', {});
    await homeOf('new-starting', {});
    await silentFor('new-killed', 62);
    expect(await removeDeadHomes(dir, null)).toBe(1);
    expect(await readdir(dir)).toEqual(['new-starting']);
  });

  it('has nothing to do where nobody ever worked', async () => {
    expect(await removeDeadHomes(join(dir, 'missing'), null)).toBe(0);
  });
});
