import { Redis } from 'ioredis';
import { type AbortKind, abortKind, QueueClient, redisNames, startWorkers } from '#lib/queue';
import { startRedis, type TestRedis } from '../../../test/support/redis.js';
import { aborted, eventually, handlersWith, renderOf, settingsFor, timed } from './support.js';

describe('the signal of a job', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  /** Workers whose render runs until it is aborted, and one such render under way. */
  async function busyPool(lockMs = 30_000) {
    const settings = settingsFor(redis.url);
    const client = new QueueClient(settings);
    const kinds: (AbortKind | null)[] = [];
    const pool = startWorkers({
      connection: settings,
      lockMs,
      handlers: handlersWith({
        render: async (_job, _token, signal) => {
          await aborted(signal);
          kinds.push(abortKind(signal));
        },
      }),
    });
    await client.add('render', renderOf('c1'), { jobId: 'render.c1', priority: 'default' });
    await client.add('render', renderOf('c2'), { jobId: 'render.c2', priority: 'default' });
    await eventually(() => pool.running === 1, 'a job runs');
    return { settings, client, pool, kinds };
  }

  it('aborts when drain reaches its deadline; the job behind is left for others', async () => {
    const { client, pool, kinds } = await busyPool();
    const { ms } = await timed(() => pool.drain(300));
    expect(ms).toBeGreaterThanOrEqual(290);
    expect(ms).toBeLessThan(3_000);
    expect(kinds).toEqual(['drain']);
    expect((await client.depth()).render).toEqual({ waiting: 1, delayed: 0, active: 0 });
    await client.close();
  });

  it('aborts at once on close', async () => {
    const { client, pool, kinds } = await busyPool();
    expect((await timed(() => pool.close())).ms).toBeLessThan(2_000);
    expect(kinds).toEqual(['drain']);
    await client.close();
  });

  it('aborts when the lock is lost', async () => {
    const { settings, client, pool, kinds } = await busyPool(1_000);
    const admin = new Redis(redis.url);
    await admin.del(`${redisNames(settings.prefix).queuePrefix}:render:render.c1:lock`);
    await eventually(() => kinds.length > 0, 'the signal aborts', 5_000);
    expect(kinds).toEqual(['lock-lost']);
    admin.disconnect();
    await pool.close();
    await client.close();
  });
});

describe('drain', () => {
  it('gives up on a handler that ignores its signal', async () => {
    const redis = await startRedis();
    const settings = settingsFor(redis.url);
    const client = new QueueClient(settings);
    let end = (): void => undefined;
    const pool = startWorkers({
      connection: settings,
      abortGraceMs: 200,
      handlers: handlersWith({
        render: () =>
          new Promise((resolve) => {
            end = resolve;
          }),
      }),
    });
    await client.add('render', renderOf('c1'), { jobId: 'render.c1', priority: 'default' });
    await eventually(() => pool.running === 1, 'the job runs');
    const startedAt = performance.now();
    expect(await pool.drain(100)).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    end();
    await client.close();
    await redis.stop();
  });
});
