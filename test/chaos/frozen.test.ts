import { poll } from '../../infra/local/poll.js';
import { plain } from '../media/sources.js';
import { Client } from '../support/client.js';
import { encoding, leftovers, NOTHING, storedResults } from '../support/leftovers.js';
import { PACED } from '../support/paced.js';
import { SMALL } from '../support/small.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

describe('a worker that stands still for longer than its lease', () => {
  let stack: TestStack;
  let client: Client;
  beforeAll(async () => {
    stack = await startTestStack({ env: { ...PACED, LEASE_SECONDS: '2' } });
    client = new Client(stack.apiUrl);
  }, TURN_TIMEOUT_MS);
  afterAll(() => stack?.stop());

  it('finds, when it wakes up, that another has its work: one result, and nothing of its own', async () => {
    const [url] = await client.uploadAll([plain('green', { seconds: 8 })]);
    const id = await client.post({
      clips: [{ url, trim_end: 2 }],
      output: SMALL,
    });
    await encoding(stack, client, id);
    const [frozen] = stack.workers;
    frozen?.signal('SIGSTOP');
    try {
      await stack.addWorker();
      expect((await client.completed(id)).output_url).toContain('/2/');
    } finally {
      frozen?.signal('SIGCONT');
    }
    const gaveUp = () => frozen?.log().includes('Render stopped short') || frozen?.log().includes('came too late');
    expect(await poll(() => gaveUp() || null, { deadlineMs: 20_000 })).toBe(true);
    expect(await client.get(id)).toMatchObject({ status: 'completed', output_url: expect.stringContaining('/2/') });
    expect(await storedResults(stack)).toHaveLength(1);
    expect(await leftovers(stack, 2)).toEqual(NOTHING);
  }, 90_000);
});
