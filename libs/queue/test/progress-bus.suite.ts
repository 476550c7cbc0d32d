import { Redis } from 'ioredis';
import type { CompositionEvent } from '#lib/contracts';
import { ProgressBus, ProgressSubscriber, redisNames } from '#lib/queue';
import { freePort } from '../../../infra/local/ports.js';
import { startRedis, type TestRedis } from '../../../test/support/redis.js';
import { eventually, settingsFor, timed } from './support.js';

const event = (id: string, seq: number): CompositionEvent => ({
  type: 'progress',
  seq,
  composition_id: id,
  timestamp: '2026-11-21T00:00:00.000Z',
  progress: { stage: 'encoding', percentage: 40, message: `frame ${seq}` },
});

describe('progress over Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  function setUp() {
    const settings = settingsFor(redis.url);
    const bus = new ProgressBus(settings);
    const subscriber = new ProgressSubscriber(settings);
    const names = redisNames(settings.prefix);
    const close = (): void => {
      bus.close();
      subscriber.close();
    };
    return { settings, bus, subscriber, names, close };
  }

  it('brings an event to every listener of its composition and to no other', async () => {
    const { settings, bus, subscriber, close } = setUp();
    const elsewhere = new ProgressSubscriber(settings);
    const heard: string[] = [];
    const subscriptions = [
      subscriber.subscribe('c1', ({ seq }) => heard.push(`first ${seq}`)),
      subscriber.subscribe('c1', ({ seq }) => heard.push(`second ${seq}`)),
      elsewhere.subscribe('c1', ({ seq }) => heard.push(`elsewhere ${seq}`)),
      subscriber.subscribe('c2', ({ seq }) => heard.push(`other ${seq}`)),
    ];
    expect(await Promise.all(subscriptions.map(({ live }) => live))).toEqual([true, true, true, true]);
    expect(await bus.whenReady(2_000)).toBe(true);

    expect(bus.publish(event('c1', 1_000_001))).toBe(true);
    await eventually(() => heard.length >= 3, 'three listeners hear it');
    expect(bus.publish(event('c2', 1_000_001))).toBe(true);
    await eventually(() => heard.length >= 4, 'the fourth hears its own');
    expect([...heard].sort()).toEqual(['elsewhere 1000001', 'first 1000001', 'other 1000001', 'second 1000001']);
    elsewhere.close();
    close();
  });

  it('holds a channel for as long as somebody listens', async () => {
    const { subscriber, names, close } = setUp();
    const admin = new Redis(redis.url);
    const listening = async (): Promise<unknown> => (await admin.pubsub('NUMSUB', names.progressChannel('c1')))[1];
    const first = subscriber.subscribe('c1', () => undefined);
    const second = subscriber.subscribe('c1', () => undefined);
    await first.live;
    expect(Number(await listening())).toBe(1);
    first.close();
    first.close();
    expect(subscriber.size).toBe(1);
    expect(Number(await listening())).toBe(1);
    second.close();
    expect(subscriber.size).toBe(0);
    await eventually(async () => Number(await listening()) === 0, 'the channel is left');

    const again = subscriber.subscribe('c1', () => undefined);
    expect(await again.live).toBe(true);
    expect(Number(await listening())).toBe(1);
    admin.disconnect();
    close();
  });

  it('keeps the last event for latecomers, and drops what an outdated run still says', async () => {
    const { bus, subscriber, names, close } = setUp();
    const admin = new Redis(redis.url);
    const heard: number[] = [];
    expect(await subscriber.snapshot('c1')).toBeNull();
    await subscriber.subscribe('c1', ({ seq }) => heard.push(seq)).live;
    await bus.whenReady(2_000);
    for (const seq of [2_000_001, 1_000_009, 2_000_001, 2_000_002]) {
      bus.publish(event('c1', seq));
    }
    await eventually(() => heard.includes(2_000_002), 'the last event arrives');
    expect(heard).toEqual([2_000_001, 2_000_002]);
    expect(await subscriber.snapshot('c1')).toEqual(event('c1', 2_000_002));
    const ttl = await admin.ttl(names.progressSnapshot('c1'));
    expect(ttl).toBeGreaterThan(3_590);
    expect(ttl).toBeLessThanOrEqual(3_600);
    admin.disconnect();
    close();
  });

  it('skips what is no event and survives a listener that throws', async () => {
    const { bus, subscriber, names, close } = setUp();
    const admin = new Redis(redis.url);
    const heard: number[] = [];
    await subscriber.subscribe('c1', () => {
      throw new Error('boom');
    }).live;
    subscriber.subscribe('c1', ({ seq }) => heard.push(seq));
    await admin.publish(names.progressChannel('c1'), 'not json');
    await admin.publish(names.progressChannel('c1'), '{"seq":1}');
    await bus.whenReady(2_000);
    bus.publish(event('c1', 7));
    await eventually(() => heard.length > 0, 'the event arrives');
    expect(heard).toEqual([7]);
    admin.disconnect();
    close();
  });

  it('drops events while Redis is down, and listeners hear again when it is back', async () => {
    const { bus, subscriber, close } = setUp();
    const heard: number[] = [];
    await subscriber.subscribe('c1', ({ seq }) => heard.push(seq)).live;
    await bus.whenReady(2_000);
    await redis.kill9();
    await eventually(() => !bus.publish(event('c1', 1)), 'the bus notices');
    expect((await timed(() => subscriber.snapshot('c1'))).ms).toBeLessThan(2_000);
    expect(await subscriber.subscribe('c2', ({ seq }) => heard.push(seq)).live).toBe(false);

    await redis.restart();
    let seq = 100;
    await eventually(() => {
      seq += 1;
      bus.publish(event('c1', seq));
      return heard.some((one) => one > 100 && one < 10_000);
    }, 'the old subscription hears again');
    await eventually(() => {
      seq += 1;
      bus.publish(event('c2', seq + 10_000));
      return heard.some((one) => one > 10_000);
    }, 'the subscription made during the outage hears too');
    close();
  });

  it('can be built and closed without Redis', async () => {
    const settings = settingsFor(`redis://127.0.0.1:${await freePort()}`);
    const bus = new ProgressBus(settings);
    const subscriber = new ProgressSubscriber(settings);
    expect(bus.publish(event('c1', 1))).toBe(false);
    expect(await subscriber.subscribe('c1', () => undefined).live).toBe(false);
    expect(await subscriber.snapshot('c1')).toBeNull();
    bus.close();
    subscriber.close();
  });
});
