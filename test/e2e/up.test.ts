import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pick, text } from '../../infra/local/demo/json.js';
import { poll } from '../../infra/local/poll.js';
import { freePort } from '../../infra/local/ports.js';
import { processesOf } from '../support/processes.js';
import { TURN_TIMEOUT_MS, takeTurn } from '../support/turn.js';

const root = resolve(import.meta.dirname, '..', '..');
const SERVICE_SETTINGS = ['DATABASE_URL', 'REDIS_URL', 'S3_ENDPOINT', 'AWS_ACCESS_KEY_ID'];

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly code: Promise<number | null>;
}

const up = (env: NodeJS.ProcessEnv): Run => {
  const inherited = Object.entries(process.env).filter(([name]) => !SERVICE_SETTINGS.includes(name));
  const child = spawn(process.execPath, [join(root, 'dist/infra/local/up.js')], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const code = new Promise<number | null>((ended) => {
    child.once('close', (exitCode) => ended(exitCode));
  });
  return { child, output: () => output, code };
};

const post = async (port: string): Promise<string> => {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/compositions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clips: [{ url: 's3://cutroom/nothing-here.mp4' }] }),
  });
  return text(pick(await answer.json(), 'composition_id'));
};

describe('the stack in the foreground', () => {
  let giveTurnBack: () => void;
  let dataDir: string;
  let kept: string;
  beforeAll(async () => {
    giveTurnBack = await takeTurn();
    dataDir = await mkdtemp(join(tmpdir(), 'cutroom-test-up-'));
  }, TURN_TIMEOUT_MS);
  afterAll(async () => {
    giveTurnBack();
    await rm(dataDir, { recursive: true, force: true });
  });

  const started = async ({ child, output }: Run): Promise<void> => {
    const up = await poll(() => (child.exitCode !== null ? false : output().includes('Ctrl-C drains') || null), {
      deadlineMs: 90_000,
    });
    expect({ up, output: output() }).toEqual({ up: true, output: expect.any(String) });
  };
  const nothingLeft = async (): Promise<void> => {
    await poll(() => processesOf(dataDir).length === 0 || null, { deadlineMs: 20_000 });
    expect(processesOf(dataDir)).toEqual([]);
  };

  it('drains on SIGINT with exit code 0, keeps its data, and lets nobody else into its directory', async () => {
    const port = String(await freePort());
    const first = up({ PORT: port, DATA_DIR: dataDir });
    await started(first);
    kept = await post(port);
    const rival = up({ PORT: String(await freePort()), DATA_DIR: dataDir });
    expect(await rival.code).toBe(1);
    expect(rival.output()).toMatch(/^cutroom: .* is in use by a running stack[^\n]*\n$/);

    first.child.kill('SIGINT');
    expect(await first.code).toBe(0);
    expect(first.output()).toMatch(/Stopped\. Nothing is left running\.\n$/);
    await nothingLeft();
  }, 180_000);

  it('takes everything with it when it is SIGKILLed, and starts again from what is there', async () => {
    const killed = up({ PORT: String(await freePort()), DATA_DIR: dataDir, WORKERS: '2' });
    await started(killed);
    killed.child.kill('SIGKILL');
    await nothingLeft();

    const port = String(await freePort());
    const again = up({ PORT: port, DATA_DIR: dataDir });
    await started(again);
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/compositions/${kept}`);
    expect(answer.status).toBe(200);
    again.child.kill('SIGTERM');
    expect(await again.code).toBe(0);
    await nothingLeft();
  }, 240_000);

  it('says in one line that its port is taken, and leaves nothing running', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    try {
      const run = up({ PORT: String(port), DATA_DIR: dataDir });
      expect(await run.code).toBe(1);
      expect(run.output()).toBe(
        `cutroom: Port ${port} is already in use; choose another one, for example PORT=${port + 1}.\n`,
      );
      await nothingLeft();
    } finally {
      other.close();
    }
  }, 60_000);

  it('lists bad settings in one line before anything starts', async () => {
    const run = up({ PORT: String(await freePort()), DATA_DIR: dataDir, DEFAULT_CRF: '99', SANDBOX: 'maybe' });
    expect(await run.code).toBe(1);
    expect(run.output()).toMatch(/^cutroom: Bad settings: [^\n]*SANDBOX[^\n]*DEFAULT_CRF[^\n]*\n$/);
    await nothingLeft();
  }, 60_000);
});
