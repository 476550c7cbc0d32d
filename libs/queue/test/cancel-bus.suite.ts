import { CancelBus } from '#lib/queue';
import { freePort } from '../../../infra/local/ports.js';
import { startRedis } from '../../../test/support/redis.js';
import { eventually, settingsFor, settlesWithin } from './support.js';

describe('CancelBus', () => {
  it('tells every worker of the same stack, and none of another', async () => {
    const redis = await startRedis();
    const settings = settingsFor(redis.url);
    const [api, worker, otherWorker, stranger] = [settings, settings, settings, settingsFor(redis.url)].map(
      (one) => new CancelBus(one),
    ) as [CancelBus, CancelBus, CancelBus, CancelBus];
    const heard: string[] = [];
    const live = await Promise.all([
      worker.listen((id) => heard.push(`worker ${id}`)).live,
      otherWorker.listen((id) => heard.push(`other ${id}`)).live,
      stranger.listen((id) => heard.push(`stranger ${id}`)).live,
    ]);
    expect(live).toEqual([true, true, true]);

    expect(await api.publish('c1')).toBe(true);
    await eventually(() => heard.length >= 2, 'both workers hear');
    expect([...heard].sort()).toEqual(['other c1', 'worker c1']);
    for (const bus of [api, worker, otherWorker, stranger]) {
      bus.close();
    }
    await redis.stop();
  });

  it('gives up soon without Redis', async () => {
    const bus = new CancelBus(settingsFor(`redis://127.0.0.1:${await freePort()}`));
    expect(await settlesWithin(1_000, async () => expect(await bus.publish('c1')).toBe(false))).toBe(true);
    bus.close();
  });
});
