import { poll } from '../../infra/local/poll.js';
import { plain } from '../media/sources.js';
import { Client } from '../support/client.js';
import { encoding, leftovers, NOTHING, storedResults } from '../support/leftovers.js';
import { PACED } from '../support/paced.js';
import { encodersOf } from '../support/processes.js';
import { SMALL } from '../support/small.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

const DEAD_MS = 3_000;

describe('cancelling', () => {
  let stack: TestStack;
  let client: Client;
  let urls: readonly string[];
  beforeAll(async () => {
    stack = await startTestStack({ env: PACED });
    client = new Client(stack.apiUrl);
    urls = await client.uploadAll([plain('green', { seconds: 8 }), plain('red')]);
  }, TURN_TIMEOUT_MS);
  afterAll(() => stack?.stop());

  const long = (): Promise<string> => client.post({ clips: [{ url: urls[0] }], output: SMALL });

  const cancel = async (id: string): Promise<number> => {
    const began = performance.now();
    const answer = await client.request('DELETE', `/api/v1/compositions/${id}`);
    expect(answer).toMatchObject({ status: 202, body: { status: 'cancelled' } });
    await poll(() => encodersOf(stack.dataDir).length === 0 || null, { deadlineMs: 10_000, everyMs: 20 });
    const tookMs = performance.now() - began;
    process.stdout.write(`      cancelled: no ffmpeg left after ${Math.round(tookMs)} ms\n`);
    return tookMs;
  };

  const nothingOf = async (id: string): Promise<void> => {
    expect(await client.get(id)).toMatchObject({ status: 'cancelled', output_url: null, error: null });
    expect(await storedResults(stack)).toEqual([]);
    expect(await leftovers(stack, 1)).toEqual(NOTHING);
  };

  it('kills ffmpeg within three seconds and uploads nothing', async () => {
    const id = await long();
    await encoding(stack, client, id);
    expect(await cancel(id)).toBeLessThan(DEAD_MS);
    await nothingOf(id);
    expect((await client.request('DELETE', `/api/v1/compositions/${id}`)).status).toBe(409);
    expect((await client.request('GET', `/api/v1/compositions/${id}/download`)).status).toBe(409);
  });

  it('does so without Redis too', async () => {
    const id = await long();
    await encoding(stack, client, id);
    await stack.redis.kill9();
    try {
      expect(await cancel(id)).toBeLessThan(DEAD_MS);
    } finally {
      await stack.redis.restart();
    }
    await nothingOf(id);
  });

  it('takes what still waits out of the queue, and the worker goes on with the rest', async () => {
    const running = await long();
    await encoding(stack, client, running);
    const short = { clips: [{ url: urls[1], trim_end: 0.5 }], output: SMALL };
    const [waiting, other] = [await client.post(short), await client.post(short)];
    await cancelQuietly(waiting);
    await cancel(running);
    await client.completed(other);
    expect(await client.get(waiting)).toMatchObject({ status: 'cancelled', started_at: null });
    expect(await storedResults(stack)).toHaveLength(1);
    expect(await leftovers(stack, 1)).toEqual(NOTHING);
  });

  const cancelQuietly = (id: string) => client.request('DELETE', `/api/v1/compositions/${id}`);
});
