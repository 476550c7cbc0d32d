import { Redis } from 'ioredis';
import { QueueClient, startWorkers } from '#lib/queue';
import { freePort } from '../../../infra/local/ports.js';
import { startRedis } from '../../../test/support/redis.js';
import { eventually, handlersWith, memoryLogger, renderOf, settingsFor, timed } from './support.js';

describe('workers when Redis goes away', () => {
  it('take jobs again after kill -9 and restart, after an idle outage, and after FLUSHALL', async () => {
    const redis = await startRedis();
    const logger = memoryLogger();
    const settings = settingsFor(redis.url, logger);
    const client = new QueueClient(settings);
    const seen: string[] = [];
    const pool = startWorkers({
      connection: settings,
      handlers: handlersWith({
        render: async ({ data }) => {
          seen.push(data.compositionId);
        },
      }),
    });
    const runs = async (id: string): Promise<void> => {
      await eventually(
        () =>
          client.add('render', renderOf(id), { jobId: `render.${id}`, priority: 'default' }).then(
            () => true,
            () => false,
          ),
        `add ${id}`,
      );
      await eventually(() => seen.includes(id), `the job ${id} is taken`, 15_000);
    };

    await runs('before');
    for (const outage of ['first', 'second']) {
      await redis.kill9();
      await eventually(() => !pool.connected, 'the workers notice');
      await redis.restart();
      await runs(outage);
    }
    const admin = new Redis(redis.url);
    await admin.flushall();
    await runs('after-flushall');
    admin.disconnect();

    expect(logger.lines.filter(({ message }) => message === 'Redis is not reachable; reconnecting')).toHaveLength(4);
    await pool.close();
    await client.close();
    await redis.stop();
  }, 60_000);

  it('start while Redis is down, and end in time while it still is', async () => {
    const settings = settingsFor(`redis://127.0.0.1:${await freePort()}`);
    const pool = startWorkers({ connection: settings, handlers: handlersWith({}) });
    expect(pool.connected).toBe(false);
    const { ms, error } = await timed(() => pool.drain(30_000));
    expect(error).toBeUndefined();
    expect(ms).toBeLessThan(5_000);
  });

  it('let the running job end during an outage, and end in time after it', async () => {
    const redis = await startRedis();
    const settings = settingsFor(redis.url);
    const client = new QueueClient(settings);
    let finish = (): void => undefined;
    let ended = false;
    const pool = startWorkers({
      connection: settings,
      handlers: handlersWith({
        render: async () => {
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          ended = true;
        },
      }),
    });
    await client.add('render', renderOf('c1'), { jobId: 'render.c1', priority: 'default' });
    await eventually(() => pool.running === 1, 'the job runs');
    await redis.kill9();

    const draining = pool.drain(30_000);
    finish();
    expect(await draining).toBe(true);
    expect(ended).toBe(true);
    await client.close();
    await redis.stop();
  });
});
