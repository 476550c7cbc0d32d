import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimDataDir } from '../../infra/local/data-dir.js';
import { identify, isAlive } from '../../infra/local/process/process-identity.js';

const sleeper = () => {
  const child = spawn('sleep', ['300'], { stdio: 'ignore' });
  const identity = identify(child.pid ?? 0);
  if (identity === null) {
    throw new Error('sleep did not start');
  }
  return { child, identity };
};

describe('claimDataDir', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cutroom-test-claim-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('lets one stack in, tells the second who is there, and frees the directory again', async () => {
    const claim = await claimDataDir(dir);
    await expect(claimDataDir(dir)).rejects.toThrow(`in use by a running stack (process ${process.pid})`);
    claim.release();
    (await claimDataDir(dir)).release();
    expect(existsSync(join(dir, 'stack.json'))).toBe(false);
  });

  it('ends what a crashed stack left running, and nobody who only got the same pid since', async () => {
    const orphan = sleeper();
    const stranger = sleeper();
    const crashed = { pid: process.pid, startedAt: 'before the last boot' };
    const children = [orphan.identity, { ...stranger.identity, startedAt: 'somebody else’s time' }];
    await writeFile(join(dir, 'stack.json'), JSON.stringify({ stack: crashed, children }));

    const claim = await claimDataDir(dir);
    expect(isAlive(orphan.identity)).toBe(false);
    expect(isAlive(stranger.identity)).toBe(true);
    claim.release();
    stranger.child.kill('SIGKILL');
  });

  it.each(['', '{"stack":{"pid":1', '[]', '{"stack":{"pid":"1"},"children":[]}'])(
    'survives a broken note: %j',
    async (note) => {
      await writeFile(join(dir, 'stack.json'), note);
      (await claimDataDir(dir)).release();
    },
  );

  it('says in a sentence that it cannot write', async () => {
    await writeFile(join(dir, 'file'), '');
    await expect(claimDataDir(join(dir, 'file'))).rejects.toThrow(/cannot be used/);
    await expect(claimDataDir('/proc/cutroom')).rejects.toThrow(/cannot be used/);
  });
});
