import { type JobHandlers, QueueClient, type QueuedJob, startWorkers } from '#lib/queue';
import { startRedis, type TestRedis } from '../../../test/support/redis.js';
import { eventually, handlersWith, memoryLogger, renderOf, settingsFor } from './support.js';

describe('startWorkers', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  it('hands each job to the handler of its name, with a signal, most urgent first, and leaves nothing behind', async () => {
    const settings = settingsFor(redis.url);
    const client = new QueueClient(settings);
    const seen: QueuedJob<'render'>[] = [];
    const probed: string[] = [];
    for (const priority of ['low', 'default', 'high'] as const) {
      await client.add('render', renderOf(priority), { jobId: `render.${priority}`, priority });
    }
    await client.add('probe', { assetId: 'a1', requestId: 'r' }, { jobId: 'probe.a1', priority: 'default' });

    const pool = startWorkers({
      connection: settings,
      handlers: handlersWith({
        render: async (job, token, signal) => {
          expect(token).not.toBe('');
          expect(signal.aborted).toBe(false);
          seen.push(job);
        },
        probe: async (job) => {
          probed.push(job.data.assetId);
        },
      }),
    });

    await eventually(() => seen.length === 3 && probed.length === 1, 'all jobs handled');
    expect(seen.map((job) => job.data.compositionId)).toEqual(['high', 'default', 'low']);
    expect(seen[0]).toEqual({ id: 'render.high', name: 'render', data: renderOf('high'), lastTry: true });
    expect(probed).toEqual(['a1']);
    await eventually(async () => !(await client.has('render', 'render.low')), 'the finished job is gone');
    await pool.close();
    await client.close();
  });

  it('runs as many jobs side by side as it was told', async () => {
    const settings = settingsFor(redis.url);
    const client = new QueueClient(settings);
    for (const id of ['a', 'b', 'c']) {
      await client.add('render', renderOf(id), { jobId: `render.${id}`, priority: 'default' });
    }
    const open: (() => void)[] = [];
    const pool = startWorkers({
      connection: settings,
      concurrency: { render: 2 },
      handlers: handlersWith({ render: () => new Promise((resolve) => open.push(resolve)) }),
    });

    await eventually(() => open.length === 2, 'two jobs under way');
    expect(pool.running).toBe(2);
    expect((await client.depth()).render).toEqual({ waiting: 1, delayed: 0, active: 2 });
    open[0]?.();
    await eventually(() => open.length === 3, 'the third job starts when one ends');
    for (const end of open) {
      end();
    }
    expect(await pool.drain(5_000)).toBe(true);
    await client.close();
  });

  it('goes on after a handler that threw, and says so', async () => {
    const logger = memoryLogger();
    const settings = settingsFor(redis.url, logger);
    const client = new QueueClient(settings);
    const seen: string[] = [];
    const pool = startWorkers({
      connection: settings,
      handlers: handlersWith({
        render: async ({ data }) => {
          seen.push(data.compositionId);
          if (data.compositionId === 'bad') {
            throw new Error('boom');
          }
        },
      }),
    });
    await client.add('render', renderOf('bad'), { jobId: 'render.bad', priority: 'high' });
    await client.add('render', renderOf('good'), { jobId: 'render.good', priority: 'low' });

    await eventually(() => seen.includes('good'), 'the job behind the bad one');
    await eventually(async () => !(await client.has('render', 'render.bad')), 'the failed job is gone');
    expect(seen).toEqual(['bad', 'good']);
    expect(logger.lines.some(({ level, message }) => level === 'error' && message.includes('handler threw'))).toBe(
      true,
    );
    await pool.close();
    await client.close();
  });

  it('refuses to boot without a handler for every job, or with one for none', () => {
    const connection = settingsFor(redis.url);
    const incomplete = { render: async () => undefined } as unknown as JobHandlers;
    expect(() => startWorkers({ connection, handlers: incomplete })).toThrow(
      'missing: [part, assemble, probe, forecast, reindex, beats]',
    );
    const surplus = { ...handlersWith({}), polish: async () => undefined };
    expect(() => startWorkers({ connection, handlers: surplus })).toThrow('unknown: [polish]');
  });
});
