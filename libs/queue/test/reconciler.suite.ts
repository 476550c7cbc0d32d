import { type JobPresence, QueueClient, Reconciler, type ReconcilerPort } from '#lib/queue';
import { freePort } from '../../../infra/local/ports.js';
import { startRedis } from '../../../test/support/redis.js';
import { eventually, memoryLogger, renderOf, settingsFor, timed } from './support.js';

const quiet: ReconcilerPort = { requeueStranded: async () => 0, failOverdue: async () => 0 };

describe('Reconciler', () => {
  it('tells which jobs the queue holds, and announces what was queued again', async () => {
    const redis = await startRedis();
    const queue = new QueueClient(settingsFor(redis.url));
    await queue.add('render', renderOf('here'), { jobId: 'render.here', priority: 'default' });
    const seen: JobPresence[] = [];
    let kicks = 0;
    const reconciler = new Reconciler({
      queue,
      logger: memoryLogger(),
      everySeconds: 0.02,
      onRequeued: () => {
        kicks += 1;
      },
      port: {
        ...quiet,
        requeueStranded: async (presence) => {
          seen.push(await presence('render', 'render.here'), await presence('render', 'render.gone'));
          return 1;
        },
      },
    });
    reconciler.start();
    await eventually(() => kicks >= 2, 'two rounds');
    expect(seen.slice(0, 2)).toEqual([true, false]);
    await reconciler.stop();
    await queue.close();
    await redis.stop();
  });

  it('asks an unreachable Redis once a round, and fails what is overdue all the same', async () => {
    const queue = new QueueClient(settingsFor(`redis://127.0.0.1:${await freePort()}`));
    const seen: JobPresence[] = [];
    let overdueRounds = 0;
    const reconciler = new Reconciler({
      queue,
      logger: memoryLogger(),
      everySeconds: 600,
      port: {
        failOverdue: async () => {
          overdueRounds += 1;
          return 0;
        },
        requeueStranded: async (presence) => {
          for (const id of ['1', '2', '3', '4']) {
            seen.push(await presence('render', `render.${id}`));
          }
          return 0;
        },
      },
    });
    reconciler.start();
    reconciler.kick();
    const { ms } = await timed(() => reconciler.stop());
    expect(ms).toBeLessThan(2_500);
    expect(seen).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    expect(overdueRounds).toBe(1);
    await queue.close();
  });

  it('goes on after a round that failed, each half by itself', async () => {
    const logger = memoryLogger();
    let overdue = 0;
    let stranded = 0;
    const reconciler = new Reconciler({
      queue: { has: async () => false },
      logger,
      everySeconds: 0.01,
      port: {
        failOverdue: async () => {
          overdue += 1;
          throw new Error('no database');
        },
        requeueStranded: async () => {
          stranded += 1;
          throw new Error('no database');
        },
      },
    });
    reconciler.start();
    await eventually(() => overdue >= 3 && stranded >= 2, 'rounds after failures');
    await reconciler.stop();
    expect(logger.lines.every(({ level }) => level === 'error')).toBe(true);
  });
});
