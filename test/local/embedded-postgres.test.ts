import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { poll } from '../../infra/local/poll.js';
import { freePort } from '../../infra/local/ports.js';
import { ensureDatabase, startPostgres } from '../../infra/local/postgres/postgres.js';
import { identify } from '../../infra/local/process/process-identity.js';

const root = resolve(import.meta.dirname, '..', '..');

const query = async (url: string, sql: string): Promise<readonly object[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<object>(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('the embedded PostgreSQL', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'cutroom-test-embedded-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));
  const options = async () => ({
    dir: join(home, 'postgres'),
    port: await freePort(),
    password: 'secret word',
    logFile: join(home, 'log'),
    durable: true,
  });

  it('keeps its data over a crash with a stale lock file, in UTF-8, behind its password', async () => {
    const first = await startPostgres(await options());
    const url = await ensureDatabase(first.url, 'cutroom');
    await query(url, "CREATE TABLE kept AS SELECT 'नमस्ते 🎬' AS words");
    await first.process.stop('SIGKILL', 0);
    // As if the pid in the lock file had become somebody else's, which PostgreSQL itself takes for a running server.
    const lock = join(home, 'postgres', 'postmaster.pid');
    await writeFile(lock, readFileSync(lock, 'utf8').replace(/^\d+/, String(process.pid)));

    const second = await startPostgres(await options());
    const again = await ensureDatabase(second.url, 'cutroom');
    expect(await query(again, 'SELECT words FROM kept')).toEqual([{ words: 'नमस्ते 🎬' }]);
    expect(await query(again, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
    const wrong = new URL(again);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    await second.stop();
    expect(existsSync(lock)).toBe(false);
  });

  it('dies cleanly with an owner that was SIGKILLed', async () => {
    const { dir, port, logFile } = await options();
    const script = `
      import { register } from 'node:module';
      register('./test/support/ts-hooks.js', 'file://${root}/');
      const { startPostgres } = await import('file://${root}/infra/local/postgres/postgres.ts');
      const server = await startPostgres(${JSON.stringify({ dir, port, logFile, password: 'x', durable: false })});
      process.stdout.write(String(server.process.pid));
      setInterval(() => undefined, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((found, lost) => {
      owner.stdout.once('data', (chunk: Buffer) => found(Number(chunk.toString())));
      owner.once('exit', () => lost(new Error('The owner ended early.')));
    });
    expect(identify(pid)).not.toBeNull();
    owner.removeAllListeners('exit').kill('SIGKILL');
    expect(await poll(() => identify(pid) === null || null, { deadlineMs: 10_000 })).toBe(true);
    // A clean shutdown, not a crash: the lock is gone and the next start recovers nothing.
    expect(existsSync(join(dir, 'postmaster.pid'))).toBe(false);
  });
});
