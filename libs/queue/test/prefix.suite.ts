import { CANCEL_CHANNEL, progressChannel } from '#lib/contracts';
import { DEFAULT_PREFIX, QueueClient, redisNames, startWorkers } from '#lib/queue';
import { startRedis } from '../../../test/support/redis.js';
import { eventually, handlersWith, renderOf, settingsFor } from './support.js';

describe('the prefix', () => {
  it('keeps two stacks on one Redis apart', async () => {
    const redis = await startRedis();
    const [ours, theirs] = [settingsFor(redis.url), settingsFor(redis.url)] as const;
    const [ourClient, theirClient] = [new QueueClient(ours), new QueueClient(theirs)] as const;
    const taken: string[] = [];
    await theirClient.add('render', renderOf('theirs'), { jobId: 'render.theirs', priority: 'high' });
    await ourClient.add('render', renderOf('ours'), { jobId: 'render.ours', priority: 'low' });
    const pool = startWorkers({
      connection: ours,
      handlers: handlersWith({
        render: async ({ data }) => {
          taken.push(data.compositionId);
        },
      }),
    });
    await eventually(() => taken.length > 0, 'a job is taken');
    expect(taken).toEqual(['ours']);
    expect((await theirClient.depth()).render.waiting).toBe(1);
    await pool.close();
    await ourClient.close();
    await theirClient.close();
    await redis.stop();
  });

  it('leaves the channels of the contract as they are by default', () => {
    const names = redisNames();
    expect(names.cancelChannel).toBe(CANCEL_CHANNEL);
    expect(names.progressChannel('c1')).toBe(progressChannel('c1'));
    expect(names.queuePrefix).toBe(`${DEFAULT_PREFIX}:queue`);
    expect(redisNames('x').progressChannel('c:1')).toBe('x:progress:c:1');
  });
});
