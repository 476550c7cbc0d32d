import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answersOk } from '../../infra/local/apps.js';
import { poll } from '../../infra/local/poll.js';
import { freePort } from '../../infra/local/ports.js';
import { ownedCommand } from '../../infra/local/process/owned-process.js';
import { type Command, command, endCommands, make } from '../support/command.js';
import { createTestDatabase } from '../support/database.js';
import { startRedis } from '../support/redis.js';

const NOWHERE = 'postgresql://postgres@127.0.0.1:1/cutroom';
const ended = async ({ code, output }: Command) => ({ code: await code, output: output() });

describe('make migrate and make worker', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let dir: string;
  beforeAll(async () => {
    [database, redis, dir] = await Promise.all([
      createTestDatabase(),
      startRedis(),
      mkdtemp(join(tmpdir(), 'cutroom-test-commands-')),
    ]);
  });
  afterEach(endCommands);
  afterAll(async () => {
    await Promise.all([database.drop(), redis.stop(), rm(dir, { recursive: true, force: true })]);
  });

  it('migrates once, and says so', async () => {
    const env = { DATABASE_URL: database.url };
    expect(await ended(make('migrate', env))).toEqual({ code: 0, output: expect.stringMatching(/^Migrated: \w+/) });
    expect(await ended(make('migrate', env))).toEqual({ code: 0, output: 'The schema is up to date.\n' });
  });

  it('says in one line what it lacks', async () => {
    const runs = await Promise.all([
      ended(make('migrate', {})),
      ended(make('migrate', { DATABASE_URL: NOWHERE })),
      ended(make('worker', { DATA_DIR: dir })),
    ]);
    // The first line is the program's, what follows is make's own.
    expect(runs.map(({ code, output }) => [code, output.split('\n')[0]])).toEqual([
      [2, 'cutroom: DATABASE_URL is not set. The embedded stack (make up, make demo) migrates by itself.'],
      [2, expect.stringMatching(/^cutroom: The database at 127\.0\.0\.1:1 cannot be used: /)],
      [2, expect.stringMatching(/^DATABASE_URL is required: /)],
    ]);
  });

  it('works for the database and the Redis it is given, and ends well', async () => {
    const port = String(await freePort());
    const given = { DATABASE_URL: database.url, REDIS_URL: redis.url };
    const worker = make('worker', { ...given, DATA_DIR: dir, HOST: '127.0.0.1', WORKER_PORT: port });
    const look = async (): Promise<boolean | null> =>
      worker.child.exitCode === null ? (await answersOk(`http://127.0.0.1:${port}/health/ready`)) || null : false;
    expect(await poll(look, { deadlineMs: 60_000 })).toBe(true);
    worker.child.kill('SIGTERM');
    await worker.code;
    await poll(async () => !(await answersOk(`http://127.0.0.1:${port}/health/live`)) || null, { deadlineMs: 20_000 });
  }, 90_000);
});

it('a process whose owner died before the kernel was told to watch it does not start', async () => {
  const [program, args] = ownedCommand({ command: 'echo', args: ['here'], deathSignal: 'KILL' });
  expect(await ended(command(program, args, {}))).toEqual({ code: 0, output: 'here\n' });
  const [orphan, itsArgs] = ownedCommand({ command: 'echo', args: ['here'], deathSignal: 'KILL' }, '1');
  expect(await ended(command(orphan, itsArgs, {}))).toEqual({ code: 1, output: '' });
});
