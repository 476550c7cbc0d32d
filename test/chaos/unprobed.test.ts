import { Redis } from 'ioredis';
import { poll } from '../../infra/local/poll.js';
import { plain } from '../media/sources.js';
import { Client } from '../support/client.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

describe('an upload that waits for its probe', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startTestStack({ workers: 0 });
  }, TURN_TIMEOUT_MS);
  afterAll(() => stack?.stop());

  it('gets it from the first worker that comes, though Redis forgot everything meanwhile', async () => {
    const client = new Client(stack.apiUrl);
    const { body } = await client.tryUpload(await plain('red'));
    expect(body).toMatchObject({ probe: null });
    const { asset_id: id } = body as { readonly asset_id: string };
    const admin = new Redis(stack.redis.url);
    try {
      const queued = async () => ((await admin.keys(`*probe.${id}`)).length > 0 ? true : null);
      expect(await poll(queued, { deadlineMs: 10_000 })).toBe(true);
      await admin.flushall();
    } finally {
      admin.disconnect();
    }
    await stack.addWorker();
    const look = async () => (await client.request('GET', `/api/v1/assets/${id}`)).body as { readonly probe: unknown };
    const probed = await poll(async () => ((await look()).probe === null ? null : look()), { deadlineMs: 20_000 });
    expect(probed).toMatchObject({ probe: { video: { codec: 'h264' } } });
  }, 60_000);
});
