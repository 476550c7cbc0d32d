import { Redis } from 'ioredis';
import { identify } from '../../infra/local/process/process-identity.js';
import { startRedis } from './redis.js';

describe('startRedis', () => {
  it('keeps its port and data over kill -9 and restart, refuses eviction, and is gone after stop', async () => {
    const server = await startRedis();
    const client = new Redis(server.url);
    client.on('error', () => undefined);
    await client.set('kept', 'yes');
    expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    // everysec: force what a second of waiting would do.
    await client.config('SET', 'appendfsync', 'always');
    await client.set('synced', 'yes');
    const before = server.pid;

    await server.kill9();
    expect(identify(before)).toBeNull();
    await server.restart();
    expect(server.pid).not.toBe(before);
    expect(await client.get('synced')).toBe('yes');

    await client.quit();
    const last = server.pid;
    await server.stop();
    expect(identify(last)).toBeNull();
  });
});
