import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../../../infra/local/ports.js';
import { type Backing, startBacking } from '../support/api.js';
import { until } from '../support/until.js';

const MAIN = join(import.meta.dirname, '..', '..', '..', '..', 'dist', 'apps', 'api', 'src', 'main.js');

interface Run {
  readonly child: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  readonly exit: Promise<number | null>;
}

const run = (env: NodeJS.ProcessEnv): Run => {
  if (!existsSync(MAIN)) throw new Error('The API is not built; run make build.');
  const { PATH } = process.env;
  const child = spawn(process.execPath, [MAIN], { env: { PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    output.stdout += text;
  });
  child.stderr.on('data', (text) => {
    output.stderr += text;
  });
  const exit = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
  return { child, output, exit };
};

describe('the API process', () => {
  let backing: Backing;
  const settings = (port: number): NodeJS.ProcessEnv => ({
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: backing.databaseUrl,
    REDIS_URL: backing.redis.url,
    DATA_DIR: backing.dataDir,
  });

  beforeAll(async () => {
    backing = await startBacking();
  });
  afterAll(() => backing.stop());

  it('refuses to start with bad settings, and names them all', async () => {
    const { output, exit } = run({ PORT: 'x', REDIS_URL: 'redis://:secret@localhost', LOG_LEVEL: 'loud' });
    expect(await exit).toBe(1);
    expect(output.stderr.trim().split('\n')).toEqual([
      expect.stringContaining('PORT'),
      expect.stringContaining('DATABASE_URL'),
      expect.stringContaining('LOG_LEVEL'),
    ]);
  });

  it('says in one line that the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { output, exit } = run({ ...settings(port), LOG_LEVEL: 'silent' });
    expect(await exit).toBe(1);
    expect(output.stderr).toBe(`Port ${port} is taken by another program; choose one with PORT.\n`);
    server.close();
  });

  it('on SIGTERM stops accepting, finishes what is in flight, and exits with 0', async () => {
    const port = await freePort();
    const { child, output, exit } = run(settings(port));
    await until(() => output.stdout.includes('The API is up'), 20_000);
    const upload = request({
      port,
      method: 'POST',
      path: '/api/v1/assets',
      headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
    });
    const answered = once(upload, 'response');
    upload.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\nhalf of ');
    await until(() => fetch(`http://127.0.0.1:${port}/health`).then(({ ok }) => ok));
    child.kill('SIGTERM');
    const refused = () =>
      fetch(`http://127.0.0.1:${port}/health`).then(
        () => false,
        () => true,
      );
    await until(refused);
    upload.end('it\r\n--b--\r\n');
    const [response] = await answered;
    response.resume();
    expect(response.statusCode).toBe(201);
    expect(await exit).toBe(0);
    const lines = output.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(
      expect.objectContaining({ message: 'Request', status: 201, request_id: expect.any(String) }),
    );
    expect(output.stderr).toBe('');
  });
});
