import { poll } from '../../infra/local/poll.js';
import { type OwnedProcess, spawnOwned } from '../../infra/local/process/owned-process.js';
import { identify } from '../../infra/local/process/process-identity.js';
import { supervise } from '../../infra/local/process/supervisor.js';

const start = (script: string): Promise<OwnedProcess> =>
  spawnOwned({ name: 'Part', command: '/bin/sh', args: ['-c', script], deathSignal: 'KILL' });

describe('supervise', () => {
  it('starts a killed process again, and stops the one that runs', async () => {
    const pids: number[] = [];
    const part = await supervise({
      start: () => start('exec sleep 300'),
      onStarted: ({ pid }) => pids.push(pid),
      say: () => undefined,
      onGiveUp: () => undefined,
    });
    process.kill(part.pid, 'SIGKILL');
    await poll(() => pids.length === 2 || null, { deadlineMs: 10_000 });
    expect(part.pid).toBe(pids[1]);
    expect(part.pid).not.toBe(pids[0]);
    await part.stop('SIGTERM', 5000);
    expect(pids.map(identify)).toEqual([null, null]);
  });

  it('gives up, with the reason, on what ends again and again', async () => {
    let reason = '';
    let starts = 0;
    const part = await supervise({
      start: () => start('exit 3'),
      onStarted: () => {
        starts += 1;
      },
      say: () => undefined,
      onGiveUp: (why) => {
        reason = why;
      },
    });
    await poll(() => reason !== '' || null, { deadlineMs: 20_000 });
    expect(reason).toBe('Part ended 5 times within a minute (exit code 3).');
    expect(starts).toBe(5);
    await part.stop('SIGTERM', 1000);
  });

  it('kills what does not listen, after its grace', async () => {
    const deaf = await start("trap '' TERM; echo; while :; do sleep 1; done");
    await poll(() => identify(deaf.pid), { deadlineMs: 5000 });
    const exit = await deaf.stop('SIGTERM', 200);
    expect(exit.signal === 'SIGKILL' || exit.signal === 'SIGTERM').toBe(true);
    expect(identify(deaf.pid)).toBeNull();
  });
});
