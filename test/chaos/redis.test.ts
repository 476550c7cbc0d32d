import { Redis } from 'ioredis';
import { plain } from '../media/sources.js';
import { Client } from '../support/client.js';
import { encoding, leftovers, NOTHING, storedResults } from '../support/leftovers.js';
import { PACED } from '../support/paced.js';
import { SMALL } from '../support/small.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

describe('Redis taken away', () => {
  let stack: TestStack;
  let client: Client;
  let urls: readonly string[];
  beforeAll(async () => {
    stack = await startTestStack({ env: PACED });
    client = new Client(stack.apiUrl);
    urls = await client.uploadAll([plain('green', { seconds: 8 }), plain('red')]);
  }, TURN_TIMEOUT_MS);
  afterAll(() => stack?.stop());

  /** One render under way and two that wait behind it. */
  const busy = async (): Promise<readonly string[]> => {
    const [slow, quick] = urls;
    const running = await client.post({
      clips: [{ url: slow, trim_end: 2 }],
      output: SMALL,
    });
    await encoding(stack, client, running);
    const short = { clips: [{ url: quick, trim_end: 0.5 }], output: SMALL };
    return [running, await client.post(short), await client.post(short)];
  };

  const allComplete = async (ids: readonly string[], resultsBefore: number): Promise<void> => {
    await Promise.all(ids.map((id) => client.completed(id, 60_000)));
    // One result each: whatever ran twice left nothing of its second run.
    expect(await storedResults(stack)).toHaveLength(resultsBefore + ids.length);
    expect(await leftovers(stack, 1)).toEqual(NOTHING);
  };

  it('killed -9 and started again: what runs and what waits completes, and posting never waits for Redis', async () => {
    const before = (await storedResults(stack)).length;
    const ids = await busy();
    await stack.redis.kill9();
    const began = performance.now();
    const posted = await client.post({
      clips: [{ url: urls[1], trim_end: 0.5 }],
      output: SMALL,
    });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect((await client.get(posted)).status).toBe('queued');
    await stack.redis.restart();
    await allComplete([...ids, posted], before);
  }, 90_000);

  it('FLUSHALL: what runs and what waits completes', async () => {
    const before = (await storedResults(stack)).length;
    const ids = await busy();
    const admin = new Redis(stack.redis.url);
    try {
      await admin.flushall();
    } finally {
      admin.disconnect();
    }
    await allComplete(ids, before);
  }, 90_000);
});
