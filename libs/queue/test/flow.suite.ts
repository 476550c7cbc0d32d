import { Worker } from 'bullmq';
import { HandBack, type JobHandlers, partPriority, QueueClient, redisNames, startWorkers } from '#lib/queue';
import { startRedis, type TestRedis } from '../../../test/support/redis.js';
import { aborted, eventually, handlersWith, settingsFor } from './support.js';

const flow = (compositionId: string, parts: readonly number[]) => ({
  compositionId,
  requestId: 'req_test',
  attempt: 1,
  parts,
});
const NOTHING = { waiting: 0, delayed: 0, active: 0 };

describe('a flow', () => {
  let redis: TestRedis;
  let settings: ReturnType<typeof settingsFor>;
  let client: QueueClient;
  const pools: ReturnType<typeof startWorkers>[] = [];
  beforeAll(async () => {
    redis = await startRedis();
  });
  beforeEach(() => {
    settings = settingsFor(redis.url);
    client = new QueueClient(settings);
  });
  afterEach(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.close()));
    await client.close();
  });
  afterAll(() => redis.stop());

  const serve = (handlers: Partial<JobHandlers>, partLockMs?: number) => {
    const lock = partLockMs === undefined ? {} : { partLockMs };
    const pool = startWorkers({ connection: settings, handlers: handlersWith(handlers), ...lock });
    pools.push(pool);
    return pool;
  };
  const add = (compositionId: string, parts: readonly number[], priority: 'high' | 'default' | 'low' = 'default') =>
    client.add('assemble', flow(compositionId, parts), { jobId: `assemble.${compositionId}.1`, priority });
  const gone = (compositionId: string) =>
    eventually(async () => !(await client.has('assemble', `assemble.${compositionId}.1`)), 'the flow ends');

  it('joins once all its parts are made, hands over references only, and leaves nothing behind', async () => {
    const seen: unknown[] = [];
    await add('c1', [0, 2, 5]);
    await add('c1', [0, 2, 5]);
    expect(await client.has('assemble', 'assemble.c1.1')).toBe(true);
    expect(await client.depth()).toMatchObject({ part: { ...NOTHING, waiting: 3 }, assemble: NOTHING });
    serve({
      part: async ({ data }) => void seen.push(data.part),
      assemble: async ({ id, data }) => void seen.push([id, data.compositionId, data.attempt]),
    });
    await gone('c1');
    expect(seen).toEqual([0, 2, 5, ['assemble.c1.1', 'c1', 1]]);
    expect(await client.depth()).toMatchObject({ part: NOTHING, assemble: NOTHING });
    // Delivered once more, long after: the parts run again, and whoever runs them knows that they are not wanted.
    await add('c1', [0, 2, 5]);
    await gone('c1');
    expect(seen).toHaveLength(8);
  });

  it('interleaves with other flows part by part, within its class', async () => {
    const order: string[] = [];
    await add('low', [0, 1], 'low');
    await add('big', [0, 1, 2, 3, 4, 5, 6, 7]);
    await add('small', [0, 3]);
    await add('high', [9, 10], 'high');
    serve({ part: async ({ data }) => void order.push(`${data.compositionId}.${data.part}`) });
    await gone('big');
    await gone('low');
    const sequence = 'high.9 high.10 big.0 small.0 big.1 small.3 big.2 big.3 big.4 big.5 big.6 big.7 low.0 low.1';
    expect(order).toEqual(sequence.split(' '));
    expect(partPriority('high', 99_999)).toBeLessThan(partPriority('default', 0));
    expect(partPriority('low', 99_999)).toBeLessThan(2 ** 21);
  });

  it('tries a part again by itself; one that fails for good takes the flow with it, and nobody waits', async () => {
    const tries: boolean[] = [];
    let assembled = 0;
    serve({
      part: async ({ data, lastTry }) => {
        if (data.part !== 1) return;
        tries.push(lastTry);
        throw new Error('It will not work.');
      },
      assemble: async () => {
        assembled += 1;
      },
    });
    await add('c2', [0, 1, 2]);
    await gone('c2');
    expect(tries).toEqual([false, false, true]);
    expect(assembled).toBe(0);
    expect(await client.depth()).toMatchObject({ part: NOTHING, assemble: NOTHING });
  }, 20_000);

  it('a part that is handed back comes again with all its tries, at once or later', async () => {
    const wishes = [new HandBack(), new HandBack(200), null];
    const tries: boolean[] = [];
    serve({
      part: async ({ lastTry }) => {
        tries.push(lastTry);
        const wish = wishes.shift();
        if (wish !== null && wish !== undefined) throw wish;
      },
    });
    await add('c3', [0]);
    await gone('c3');
    expect(tries).toEqual([false, false, false]);
  });

  it('a part whose worker is gone comes to another one', async () => {
    await add('c4', [0]);
    const connection = { url: redis.url, maxRetriesPerRequest: null };
    const prefix = redisNames(settings.prefix).queuePrefix;
    const lost = new Worker('part', null, { connection, prefix, lockDuration: 1_000 });
    expect((await lost.getNextJob('a token'))?.data).toMatchObject({ part: 0 });
    await lost.close();
    const taken: number[] = [];
    serve({ part: async ({ data }) => void taken.push(data.part) }, 1_000);
    await gone('c4');
    expect(taken).toEqual([0]);
  });

  it('loses the parts that wait, not the one that is made, and ends', async () => {
    await add('c6', [0, 1, 2]);
    await add('other', [0]);
    const made: number[] = [];
    let stop = (): void => undefined;
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const pool = serve({
      part: async ({ data }) => {
        if (data.compositionId !== 'c6') return;
        made.push(data.part);
        await stopped;
      },
    });
    await eventually(() => pool.running === 1, 'a part is taken');
    await client.dropParts({ compositionId: 'c6', attempt: 1 });
    await client.dropParts({ compositionId: 'never-was', attempt: 1 });
    expect((await client.depth()).part).toEqual({ ...NOTHING, waiting: 1, active: 1 });
    stop();
    await gone('c6');
    await gone('other');
    expect(made).toEqual([0]);
  });

  it('a part that is aborted by a drain can be handed back in time', async () => {
    const pool = serve({
      part: async (_job, _token, signal) => {
        await aborted(signal);
        throw new HandBack();
      },
    });
    await add('c5', [0, 1]);
    await eventually(() => pool.running === 1, 'a part is taken');
    expect(await pool.drain(0)).toBe(true);
    expect((await client.depth()).part).toEqual({ ...NOTHING, waiting: 2 });
  });
});
