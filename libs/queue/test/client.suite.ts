import { CutroomError } from '#lib/contracts';
import { QueueClient } from '#lib/queue';
import { startRedis, type TestRedis } from '../../../test/support/redis.js';
import { renderOf, settingsFor } from './support.js';

describe('QueueClient', () => {
  let redis: TestRedis;
  let client: QueueClient;

  beforeAll(async () => {
    redis = await startRedis();
  });
  beforeEach(() => {
    client = new QueueClient(settingsFor(redis.url));
  });
  afterEach(() => client.close());
  afterAll(() => redis.stop());

  it('adds a job once, however often its id comes', async () => {
    await client.add('render', renderOf('c1'), { jobId: 'render.c1.0', priority: 'default' });
    await client.add('render', renderOf('c1'), { jobId: 'render.c1.0', priority: 'high' });
    await client.add('render', renderOf('c1'), { jobId: 'render.c1.1', priority: 'default' });

    expect((await client.depth()).render).toEqual({ waiting: 2, delayed: 0, active: 0 });
  });

  it('knows which jobs are there, in the queue of their name', async () => {
    await client.add('render', renderOf('c1'), { jobId: 'x.1', priority: 'low' });
    await client.add('probe', { assetId: 'a1', requestId: 'r' }, { jobId: 'x.2', priority: 'low', delayMs: 60_000 });

    expect(await client.has('render', 'x.1')).toBe(true);
    expect(await client.has('probe', 'x.1')).toBe(false);
    expect(await client.has('probe', 'x.2')).toBe(true);
    expect(await client.depth()).toEqual({
      render: { waiting: 1, delayed: 0, active: 0 },
      part: { waiting: 0, delayed: 0, active: 0 },
      assemble: { waiting: 0, delayed: 0, active: 0 },
      probe: { waiting: 0, delayed: 1, active: 0 },
      forecast: { waiting: 0, delayed: 0, active: 0 },
      reindex: { waiting: 0, delayed: 0, active: 0 },
      beats: { waiting: 0, delayed: 0, active: 0 },
    });
  });

  it('counts what waits by its priority, which is not in the list that BullMQ calls wait', async () => {
    const jobs = async (queue: string) =>
      Object.fromEntries(
        (await client.counts()).filter((one) => one.queue === queue).map((one) => [one.state, one.count]),
      );
    const before = await jobs('render');
    await client.add('render', renderOf('c2'), { jobId: 'y.1', priority: 'high' });
    await client.add('render', renderOf('c2'), { jobId: 'y.2', priority: 'default', delayMs: 60_000 });

    const nothing = { wait: 0, active: 0, waiting_children: 0 };
    expect(before).toMatchObject(nothing);
    expect(await jobs('render')).toEqual({
      ...nothing,
      prioritized: (before['prioritized'] ?? 0) + 1,
      delayed: (before['delayed'] ?? 0) + 1,
    });
  });

  it('pings', async () => {
    expect(await client.ping(2_000)).toBe(true);
  });

  it.each(['a:b', '17', ''])('refuses the job id "%s", which BullMQ would refuse or replace', async (jobId) => {
    const adding = client.add('render', renderOf('c1'), { jobId, priority: 'default' });
    await expect(adding).rejects.toBeInstanceOf(CutroomError);
    await expect(adding).rejects.toMatchObject({ code: 'INTERNAL_ERROR', transient: false });
  });
});
