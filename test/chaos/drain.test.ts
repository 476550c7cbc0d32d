import { plain } from '../media/sources.js';
import { Client } from '../support/client.js';
import { encoding, leftovers, NOTHING, storedResults } from '../support/leftovers.js';
import { PACED } from '../support/paced.js';
import { encodersOf } from '../support/processes.js';
import { SMALL } from '../support/small.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

describe('SIGTERM of a worker under load', () => {
  let stack: TestStack;
  let client: Client;
  let urls: readonly string[];
  beforeAll(async () => {
    stack = await startTestStack({ env: { ...PACED, DRAIN_SECONDS: '40' } });
    client = new Client(stack.apiUrl);
    urls = await client.uploadAll([plain('green', { seconds: 8 }), plain('red')]);
  }, TURN_TIMEOUT_MS);
  afterAll(() => stack?.stop());

  const slow = (): Promise<string> => client.post({ clips: [{ url: urls[0], trim_end: 2 }], output: SMALL });
  const short = (): Promise<string> => client.post({ clips: [{ url: urls[1], trim_end: 0.5 }], output: SMALL });

  it('finishes what runs where there is time, takes nothing new, and exits with 0', async () => {
    const running = await slow();
    await encoding(stack, client, running);
    const waiting = await short();
    const exit = await stack.workers[0]?.terminate();
    expect(exit).toMatchObject({ code: 0 });
    expect(await client.get(running)).toMatchObject({ status: 'completed' });
    expect(await client.get(waiting)).toMatchObject({ status: 'queued' });
    expect((await client.get(running)).output_url).toContain('/1/');
    // Nobody is left: no encoder, and no home either.
    expect(await leftovers(stack, 0)).toEqual(NOTHING);
  }, 90_000);

  it('hands back what does not end in time, and another worker completes it all', async () => {
    const hurried = await stack.addWorker({ DRAIN_SECONDS: '0.1' });
    const running = await slow();
    await encoding(stack, client, running);
    const behind = await Promise.all([short(), short()]);
    const exit = await hurried.terminate();
    expect(exit).toMatchObject({ code: 0 });
    expect(encodersOf(stack.dataDir)).toEqual([]);
    expect(await client.get(running)).toMatchObject({ status: 'queued', error: null });
    expect(await leftovers(stack, 0)).toEqual(NOTHING);

    await stack.workers[0]?.start();
    const states = await Promise.all([running, ...behind].map((id) => client.completed(id)));
    expect(states).toHaveLength(3);
    expect(await storedResults(stack)).toHaveLength(5);
    expect(await leftovers(stack, 1)).toEqual(NOTHING);
  }, 90_000);
});
