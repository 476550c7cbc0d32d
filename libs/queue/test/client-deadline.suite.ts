import { createServer, type Server, type Socket } from 'node:net';
import { jest } from '@jest/globals';
import { QueueClient } from '#lib/queue';
import { freePort } from '../../../infra/local/ports.js';
import { startRedis } from '../../../test/support/redis.js';
import { eventually, memoryLogger, renderOf, settingsFor, settlesWithin, timed } from './support.js';

const UNAVAILABLE = { code: 'SERVICE_UNAVAILABLE', transient: true };
const add = (client: QueueClient, id: string) => () =>
  client.add('render', renderOf(id), { jobId: `render.${id}`, priority: 'default' });

/** Takes connections and never says a word. */
async function blackHole(): Promise<{ url: string; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `redis://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) {
          socket.destroy();
        }
        server.close(() => resolve());
      }),
  };
}

describe('QueueClient without Redis', () => {
  it('fails within its deadline when Redis was never there, and leaves no error unhandled', async () => {
    const printed = jest.spyOn(console, 'error');
    const logger = memoryLogger();
    const client = new QueueClient(settingsFor(`redis://127.0.0.1:${await freePort()}`, logger));

    for (const question of [
      add(client, 'c1'),
      () => client.has('render', 'x.1'),
      () => client.depth(),
      () => client.counts(),
    ]) {
      const { ms, error } = await timed(question);
      expect(error).toMatchObject(UNAVAILABLE);
      expect(ms).toBeLessThan(2_000);
    }
    expect(await client.ping(200)).toBe(false);
    expect(await settlesWithin(1_200, () => client.close())).toBe(true);
    expect(logger.lines).toEqual([{ level: 'warn', message: 'Redis is not reachable; reconnecting' }]);
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });

  it('fails within its deadline when connections are taken and never answered', async () => {
    const hole = await blackHole();
    const client = new QueueClient(settingsFor(hole.url));
    const { ms, error } = await timed(add(client, 'c1'));
    expect(error).toMatchObject(UNAVAILABLE);
    expect(ms).toBeLessThan(2_000);
    expect(await settlesWithin(1_200, () => client.close())).toBe(true);
    await hole.close();
  });

  it('fails while Redis is frozen, and works again when it thaws', async () => {
    const redis = await startRedis();
    const client = new QueueClient(settingsFor(redis.url));
    await add(client, 'before')();
    process.kill(redis.pid, 'SIGSTOP');
    try {
      const { ms, error } = await timed(add(client, 'frozen'));
      expect(error).toMatchObject(UNAVAILABLE);
      expect(ms).toBeLessThan(2_000);
      expect(await client.ping(200)).toBe(false);
    } finally {
      process.kill(redis.pid, 'SIGCONT');
    }
    await eventually(
      () =>
        add(client, 'after')().then(
          () => true,
          () => false,
        ),
      'an add after the thaw',
    );
    expect(await client.has('render', 'render.after')).toBe(true);
    await client.close();
    await redis.stop();
  });

  it('does not do later what it reported as failed', async () => {
    const redis = await startRedis();
    await redis.kill9();
    const client = new QueueClient(settingsFor(redis.url));
    expect((await timed(add(client, 'failed'))).error).toMatchObject(UNAVAILABLE);
    await redis.restart();
    await eventually(() => client.ping(1_000), 'Redis answers');
    await add(client, 'later')();
    expect(await client.has('render', 'render.failed')).toBe(false);
    await client.close();
    await redis.stop();
  });

  it('fails while Redis is down, works again when it is back, and says so once an outage', async () => {
    const redis = await startRedis();
    const logger = memoryLogger();
    const client = new QueueClient(settingsFor(redis.url, logger));
    await add(client, 'before')();

    for (const outage of ['first', 'second']) {
      await redis.kill9();
      const { ms, error } = await timed(add(client, `lost-${outage}`));
      expect(error).toMatchObject(UNAVAILABLE);
      expect(ms).toBeLessThan(2_000);
      await redis.restart();
      await eventually(() => client.ping(1_000), 'Redis answers again');
      await add(client, `after-${outage}`)();
      expect(await client.has('render', `render.lost-${outage}`)).toBe(false);
    }

    expect(logger.lines.map(({ message }) => message)).toEqual([
      'Redis is not reachable; reconnecting',
      'Redis is reachable again',
      'Redis is not reachable; reconnecting',
      'Redis is reachable again',
    ]);
    await client.close();
    await redis.stop();
  });
});
