import { type DrainResult, type OutboxEntry, type OutboxPort, OutboxRelay, QueueClient } from '#lib/queue';
import { startRedis, type TestRedis } from '../../../test/support/redis.js';
import { eventually, memoryLogger, renderOf, settingsFor, timed } from './support.js';

/** Keeps the promises of `OutboxPort` in memory; the real one is tested against Postgres in libs/persistence. */
class MemoryOutbox implements OutboxPort {
  readonly rows: OutboxEntry[] = [];
  drains = 0;

  put(id: string): void {
    this.rows.push({ jobName: 'render', jobId: `render.${id}`, payload: renderOf(id), priority: 'default' });
  }

  async drain(limit: number, handler: (entry: OutboxEntry) => Promise<void>): Promise<DrainResult> {
    this.drains += 1;
    let delivered = 0;
    for (const row of this.rows.slice(0, limit)) {
      try {
        await handler(row);
      } catch {
        return { delivered, failed: true };
      }
      this.rows.splice(this.rows.indexOf(row), 1);
      delivered += 1;
    }
    return { delivered, failed: false };
  }
}

describe('OutboxRelay', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  function setUp(pollMs: number) {
    const logger = memoryLogger();
    const outbox = new MemoryOutbox();
    const queue = new QueueClient(settingsFor(redis.url));
    const relay = new OutboxRelay({ outbox, queue, logger, pollMs, batch: 2 });
    const stop = async (): Promise<void> => {
      await relay.stop();
      await queue.close();
    };
    return { logger, outbox, queue, relay, stop };
  }

  it('relays what is there when it starts, batch by batch, and what a kick announces', async () => {
    const { outbox, queue, relay, stop } = setUp(600_000);
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      outbox.put(id);
    }
    relay.start();
    await eventually(() => outbox.rows.length === 0, 'the backlog is relayed');
    outbox.put('kicked');
    relay.kick();
    await eventually(() => outbox.rows.length === 0, 'the kick is heard');
    expect((await queue.depth()).render.waiting).toBe(6);
    await stop();
  });

  it('finds by itself what no kick announced', async () => {
    const { outbox, queue, relay, stop } = setUp(20);
    relay.start();
    await eventually(() => outbox.drains > 1, 'it polls');
    outbox.put('quiet');
    await eventually(() => outbox.rows.length === 0, 'the row is found');
    expect(await queue.has('render', 'render.quiet')).toBe(true);
    await stop();
  });

  it('leaves rows where they are while Redis is down, says so once, and relays them after', async () => {
    const { logger, outbox, queue, relay, stop } = setUp(20);
    await queue.ping(2_000);
    await redis.kill9();
    outbox.put('x');
    relay.start();
    await eventually(() => outbox.drains >= 3, 'it keeps trying');
    expect(outbox.rows).toHaveLength(1);
    await redis.restart();
    await eventually(() => outbox.rows.length === 0, 'the row is relayed');
    expect(await queue.has('render', 'render.x')).toBe(true);
    await eventually(() => logger.lines.length > 1, 'it reports the recovery');
    expect(logger.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
    await stop();
  });

  it('stops for good, and soon', async () => {
    const { outbox, relay, stop } = setUp(20);
    relay.start();
    await eventually(() => outbox.drains > 0, 'it runs');
    expect((await timed(stop)).ms).toBeLessThan(2_000);
    const drains = outbox.drains;
    outbox.put('late');
    relay.kick();
    await new Promise((resolve) => setImmediate(resolve));
    expect(outbox.drains).toBe(drains);
  });
});
