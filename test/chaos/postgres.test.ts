import { plain } from '../media/sources.js';
import { Client } from '../support/client.js';
import { encoding, leftovers, NOTHING, storedResults } from '../support/leftovers.js';
import { PACED } from '../support/paced.js';
import { SMALL } from '../support/small.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

describe('PostgreSQL restarted in the middle of a render', () => {
  let stack: TestStack;
  let client: Client;
  beforeAll(async () => {
    stack = await startTestStack({ ownPostgres: true, env: PACED });
    client = new Client(stack.apiUrl);
  }, TURN_TIMEOUT_MS);
  afterAll(() => stack?.stop());

  it('completes what runs and what waits, once each, and the API comes back by itself', async () => {
    const [slow, quick] = await client.uploadAll([plain('green', { seconds: 8 }), plain('red')]);
    const running = await client.post({
      clips: [{ url: slow, trim_end: 3 }],
      output: SMALL,
    });
    await encoding(stack, client, running);
    const short = { clips: [{ url: quick, trim_end: 0.5 }], output: SMALL };
    const waiting = await client.post(short);
    const workerBefore = stack.workers[0]?.pid;

    await stack.postgres?.kill9();
    const during = await client.request('GET', `/api/v1/compositions/${running}`);
    expect(during.status).toBe(503);
    expect(JSON.stringify(during.body)).not.toMatch(/ECONNREFUSED|at .*\.[jt]s|postgres/i);
    await stack.postgres?.restart();

    await client.completed(running);
    await client.completed(waiting);
    await client.completed(await client.post(short));
    expect(stack.workers[0]?.pid).toBe(workerBefore);
    expect(await storedResults(stack)).toHaveLength(3);
    expect(await leftovers(stack, 1)).toEqual(NOTHING);
  }, 90_000);
});
