import { poll } from '../../infra/local/poll.js';
import { plain } from '../media/sources.js';
import { Client } from '../support/client.js';
import { encoding, leftovers, NOTHING, storedResults } from '../support/leftovers.js';
import { countedBy } from '../support/metrics.js';
import { PACED } from '../support/paced.js';
import { encodersOf } from '../support/processes.js';
import { SMALL } from '../support/small.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

const ORPHANS_GONE_MS = 2_000;
const MAX_ATTEMPTS = 2;

describe('processes killed -9 in the middle of a render', () => {
  let stack: TestStack;
  let client: Client;
  let url: string | undefined;
  beforeAll(async () => {
    stack = await startTestStack({ env: { ...PACED, MAX_ATTEMPTS: String(MAX_ATTEMPTS), LEASE_SECONDS: '2' } });
    client = new Client(stack.apiUrl);
    [url] = await client.uploadAll([plain('green', { seconds: 8 })]);
  }, TURN_TIMEOUT_MS);
  afterAll(() => stack?.stop());

  const post = (): Promise<string> => client.post({ clips: [{ url, trim_end: 2 }], output: SMALL });

  /** Milliseconds from now until no encoder of the stack is left. */
  const encodersGone = async (): Promise<number> => {
    const began = performance.now();
    const gone = await poll(() => encodersOf(stack.dataDir).length === 0 || null, { deadlineMs: 10_000, everyMs: 20 });
    const tookMs = gone === true ? performance.now() - began : Number.POSITIVE_INFINITY;
    process.stdout.write(`      worker killed: no ffmpeg left after ${Math.round(tookMs)} ms\n`);
    return tookMs;
  };

  const worker = () => {
    const [found] = stack.workers;
    if (found === undefined) throw new Error('The stack has no worker.');
    return found;
  };

  it('a killed worker takes its ffmpeg with it, and the next one completes the render', async () => {
    const id = await post();
    await encoding(stack, client, id);
    await worker().kill9();
    expect(await encodersGone()).toBeLessThan(ORPHANS_GONE_MS);
    expect((await client.get(id)).status).toBe('processing');
    await worker().start();
    const state = await client.completed(id);
    // The first attempt left no object, and what it left in the work directory is gone.
    expect(await storedResults(stack)).toHaveLength(1);
    expect(state.output_url).toContain('/2/');
    expect(await leftovers(stack, 1)).toEqual(NOTHING);
  }, 60_000);

  it('a killed ffmpeg is tried again', async () => {
    const before = (await storedResults(stack)).length;
    const id = await post();
    const [pid = 0] = await encoding(stack, client, id);
    process.kill(pid, 'SIGKILL');
    const waiting = await client.until(id, ({ status }) => status === 'queued');
    expect(waiting.error).toBeNull();
    await client.completed(id);
    expect(await storedResults(stack)).toHaveLength(before + 1);
    expect(await leftovers(stack, 1)).toEqual(NOTHING);
  }, 60_000);

  it('an ffmpeg that is killed every time ends as ENCODER_KILLED after MAX_ATTEMPTS', async () => {
    const before = (await storedResults(stack)).length;
    const id = await post();
    const kills = await killWhile(id, () => {
      const pids = encodersOf(stack.dataDir).map(({ pid }) => pid);
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      return pids.length > 0;
    });
    const { status, error } = await client.get(id);
    expect(status).toBe('failed');
    expect(error?.code).toBe('ENCODER_KILLED');
    expect(kills).toBeGreaterThanOrEqual(MAX_ATTEMPTS);
    expect(await storedResults(stack)).toHaveLength(before);
    expect(await leftovers(stack, 1)).toEqual(NOTHING);
  }, 60_000);

  it('a render that kills its worker every time ends as WORKER_LOST, and the worker lives on', async () => {
    const before = (await storedResults(stack)).length;
    const id = await post();
    for (let round = 1; round <= MAX_ATTEMPTS; round += 1) {
      await encoding(stack, client, id);
      await worker().kill9();
      expect(await encodersGone()).toBeLessThan(ORPHANS_GONE_MS);
      await worker().start();
    }
    const { status, error } = await client.ended(id);
    expect(status).toBe('failed');
    expect(error?.code).toBe('WORKER_LOST');
    // Whoever of the living ended it has counted it.
    const sum = await countedBy([...stack.apis, ...stack.workers]);
    expect(sum('cutroom_failures_total{code="WORKER_LOST"')).toBe(1);
    expect(sum('cutroom_compositions_total{status="failed"')).toBeGreaterThanOrEqual(1);
    expect(await storedResults(stack)).toHaveLength(before);
    await client.completed(await post());
    expect(await leftovers(stack, 1)).toEqual(NOTHING);
  }, 90_000);

  /** Strikes again and again until the composition has ended. @returns how often it hit */
  async function killWhile(id: string, strike: () => boolean): Promise<number> {
    let hits = 0;
    const ended = await poll(
      async () => {
        if (strike()) hits += 1;
        return (await client.get(id)).status === 'failed' || null;
      },
      { deadlineMs: 45_000, everyMs: 100 },
    );
    expect(ended).toBe(true);
    return hits;
  }
});
