import { Redis } from 'ioredis';
import { QueueClient, warnOfEviction } from '#lib/queue';
import { freePort } from '../../../infra/local/ports.js';
import { startRedis, type TestRedis } from '../../../test/support/redis.js';
import { memoryLogger, settingsFor } from './support.js';

describe('warnOfEviction', () => {
  let redis: TestRedis;
  let admin: Redis;
  beforeAll(async () => {
    redis = await startRedis();
    admin = new Redis(redis.url);
  });
  afterAll(async () => {
    admin.disconnect();
    await redis.stop();
  });

  const linesWith = async (url = redis.url) => {
    const logger = memoryLogger();
    const queue = new QueueClient(settingsFor(url));
    await warnOfEviction(queue, logger);
    await queue.close();
    return logger.lines;
  };

  it('is silent where Redis keeps what it was given', async () => {
    expect(await linesWith()).toEqual([]);
  });

  it('warns, once, where Redis may throw jobs away', async () => {
    await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect(await linesWith()).toEqual([{ level: 'warn', message: expect.stringContaining('allkeys-lru') }]);
  });

  it('is silent, and does not wait long, where nobody answers', async () => {
    expect(await linesWith(`redis://127.0.0.1:${await freePort()}`)).toEqual([]);
  });

  it('is silent where it may not ask', async () => {
    await admin.call('ACL', 'SETUSER', 'app', 'on', '>secret', '~*', '&*', '+@all', '-config');
    const url = new URL(redis.url);
    url.username = 'app';
    url.password = 'secret';
    expect(await linesWith(url.href)).toEqual([]);
  });
});
