import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { poll } from '../../infra/local/poll.js';
import { freePort } from '../../infra/local/ports.js';
import { plain } from '../media/sources.js';
import { Client } from '../support/client.js';
import { endCommands, local, make, makeAtTerminal, started } from '../support/command.js';
import { PACED } from '../support/paced.js';
import { encodersOf, processesOf } from '../support/processes.js';
import { SMALL } from '../support/small.js';
import { TURN_TIMEOUT_MS, takeTurn } from '../support/turn.js';

const CTRL_C = '\x03';
const client = (port: string, host = '127.0.0.1'): Client => new Client(`http://${host}:${port}`);
const port = async (): Promise<string> => String(await freePort());

const nothingLeft = async (dataDir: string): Promise<void> => {
  await poll(() => processesOf(dataDir).length === 0 || null, { deadlineMs: 20_000 });
  expect(processesOf(dataDir)).toEqual([]);
};

describe('the stack in the foreground', () => {
  let giveTurnBack: () => void;
  let dataDir: string;
  let otherDir: string;
  let kept: string;
  beforeAll(async () => {
    giveTurnBack = await takeTurn();
    [dataDir = '', otherDir = ''] = await Promise.all(
      ['one', 'other'].map((name) => mkdtemp(join(tmpdir(), `cutroom-test-up-${name}-`))),
    );
  }, TURN_TIMEOUT_MS);
  afterEach(endCommands);
  afterAll(async () => {
    await Promise.all([dataDir, otherDir].map((dir) => rm(dir, { recursive: true, force: true })));
    giveTurnBack();
  });

  it('stands beside another, hands a running render back on Ctrl-C, and lets nobody into its directory', async () => {
    const env = { ...PACED, PORT: await port(), DATA_DIR: dataDir };
    const otherEnv = { PORT: await port(), DATA_DIR: otherDir, HOST: '127.0.0.2', WORKERS: '0' };
    const stack = makeAtTerminal('up', { ...env, DRAIN_SECONDS: '0.1' });
    const other = local('up', otherEnv);
    await Promise.all([stack, other].map(started));
    const rival = local('up', { PORT: await port(), DATA_DIR: dataDir });
    expect(await rival.code).toBe(1);
    expect(rival.output()).toMatch(/^cutroom: .* is in use by a running stack[^\n]*\n$/);

    const api = client(env.PORT);
    const [url] = await api.uploadAll([plain('green', { seconds: 3 })]);
    kept = await api.post({ clips: [{ url }], output: SMALL });
    await poll(() => encodersOf(dataDir).length > 0 || null, { deadlineMs: 20_000 });

    const elsewhere = await client(otherEnv.PORT, otherEnv.HOST).request('GET', `/api/v1/compositions/${kept}`);
    expect(elsewhere.status).toBe(404);
    await expect(client(otherEnv.PORT).get(kept)).rejects.toThrow('fetch failed');
    other.child.kill('SIGINT');
    expect((await api.get(kept)).status).toBe('processing');
    stack.type(CTRL_C);
    expect(await stack.code).toBe(0);
    expect(stack.output()).toMatch(/Draining the workers[\s\S]*Stopped\. Nothing is left running\.\r?\n$/);
    expect(await readFile(join(dataDir, 'logs', 'worker-1.log'), 'utf8')).toMatch(/"running":1[^\n]*Stopping/);
    expect(await other.code).toBe(0);
    await Promise.all([dataDir, otherDir].map(nothingLeft));
  }, 180_000);

  it('finishes after a restart what was handed back, and takes everything with it when it is SIGKILLed', async () => {
    const env = { PORT: await port(), DATA_DIR: dataDir, WORKERS: '2' };
    const killed = local('up', env);
    await started(killed);
    const { duration, output_url: result } = await client(env.PORT).completed(kept, 120_000);
    expect(duration).toBeCloseTo(3, 1);
    expect(result).toContain('/2/');
    killed.child.kill('SIGKILL');
    await nothingLeft(dataDir);
  }, 180_000);

  it('starts again from what a SIGKILL left, and stops where only make is interrupted', async () => {
    const env = { PORT: await port(), DATA_DIR: dataDir };
    const again = make('up', env);
    await started(again);
    expect(await client(env.PORT).get(kept)).toMatchObject({ status: 'completed' });
    again.child.kill('SIGINT');
    // make itself ends by the signal.
    expect(await again.code).toBeNull();
    expect(again.output()).toMatch(/Stopped\. Nothing is left running\.\n/);
    await nothingLeft(dataDir);
  }, 120_000);

  it('says in one line that its port is taken, and leaves nothing running', async () => {
    const taken = await freePort();
    const other = createServer().listen(taken, '127.0.0.1');
    try {
      const run = local('up', { PORT: String(taken), DATA_DIR: dataDir });
      expect(await run.code).toBe(1);
      expect(run.output()).toBe(
        `cutroom: Port ${taken} is already in use; choose another one, for example PORT=${taken + 1}.\n`,
      );
      await nothingLeft(dataDir);
    } finally {
      other.close();
    }
  }, 60_000);

  it('lists bad settings in one line before anything starts', async () => {
    const run = local('up', { PORT: await port(), DATA_DIR: dataDir, DEFAULT_CRF: '99', SANDBOX: 'maybe' });
    expect(await run.code).toBe(1);
    expect(run.output()).toMatch(/^cutroom: Bad settings: [^\n]*SANDBOX[^\n]*DEFAULT_CRF[^\n]*\n$/);
    await nothingLeft(dataDir);
  }, 60_000);
});
