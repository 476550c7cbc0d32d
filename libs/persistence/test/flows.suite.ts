import { FlowRepository, type NewFlow, PartRepository } from '../src/index.js';
import {
  backdate,
  CLAIM,
  COMPLETION,
  claimed,
  DEAD_LEASE,
  drainIds,
  ERROR,
  openStore,
  queued,
  type Store,
} from './support.js';

describe('flows', () => {
  const ALIVE = { aliveSeconds: 45 };
  const KEY = 'k'.repeat(64);
  const PARTS: NewFlow['parts'] = [
    { part: 0, key: `sound${KEY}`.slice(0, 64), frames: 0, reused: false },
    { part: 1, key: `one${KEY}`.slice(0, 64), frames: 150, reused: true },
    { part: 2, key: `two${KEY}`.slice(0, 64), frames: 120, reused: false },
  ];

  let store: Store;
  let flows: FlowRepository;
  beforeAll(async () => {
    store = await openStore();
    flows = new FlowRepository(store.dataSource);
  });
  beforeEach(() => store.clear());
  afterAll(() => store.close());

  /** A composition whose parts were given out; gives its id. */
  async function inParts(): Promise<string> {
    const compositionId = await queued(store);
    const attempt = await claimed(store, compositionId);
    await drainIds(store);
    const flow = { compositionId, attempt, description: { plan: 'a plan' }, parts: PARTS };
    expect(await flows.distribute(flow, ALIVE)).toBe(true);
    return compositionId;
  }

  /** From whoever makes a part of its first attempt. */
  const beat = (compositionId: string, part: number, framesDone: number, leaseSeconds: number, percentage = 15) =>
    flows.beat({
      ...{ compositionId, attempt: 1, part, framesDone, leaseSeconds },
      progress: { stage: 'encoding', percentage, message: `at ${percentage}` },
    });

  describe('distribute', () => {
    it('lets go of the composition and promises the parts that are missing', async () => {
      const compositionId = await inParts();
      expect(await store.compositions.get(compositionId)).toMatchObject({
        ...{ status: 'processing', attempt: 1, leaseOwner: null, deadlineAt: null, leaseUntil: expect.any(Date) },
      });
      const jobs: unknown[] = [];
      await store.outbox.drain(10, async (job) => void jobs.push(job));
      expect(jobs).toEqual([
        {
          ...{ id: expect.any(String), jobName: 'assemble', jobId: `assemble.${compositionId}.1`, priority: 'default' },
          payload: { compositionId, requestId: 'req_test', attempt: 1, parts: [0, 2] },
        },
      ]);
      expect(await flows.open(compositionId, 1)).toEqual({ failures: 0 });
      expect(await flows.describe(compositionId, 1)).toEqual({ plan: 'a plan' });
      expect(await flows.open(compositionId, 2)).toBeNull();
    });

    it.each<readonly [string, (id: string) => Promise<unknown>]>([
      ['cancelled', (id) => store.compositions.cancel(id)],
      ['released', (id) => store.compositions.release(id, 1)],
    ])('writes nothing where the composition was %s', async (_change, change) => {
      const compositionId = await queued(store);
      const attempt = await claimed(store, compositionId);
      await change(compositionId);
      await drainIds(store);
      const flow = { compositionId, attempt, description: {}, parts: PARTS };
      expect(await flows.distribute(flow, ALIVE)).toBe(false);
      expect(await flows.describe(compositionId, attempt)).toBeNull();
      expect(await drainIds(store)).toEqual([]);
    });

    it('takes the place of an earlier attempt', async () => {
      const compositionId = await inParts();
      await store.compositions.release(compositionId, 1);
      const attempt = await claimed(store, compositionId);
      await flows.distribute({ compositionId, attempt, description: { plan: 'another' }, parts: PARTS }, ALIVE);
      expect(await flows.open(compositionId, 1)).toBeNull();
      expect(await flows.describe(compositionId, 1)).toBeNull();
      expect(await flows.describe(compositionId, 2)).toEqual({ plan: 'another' });
    });
  });

  describe('a part in the making', () => {
    const leaseOf = async (id: string): Promise<number> =>
      (await store.compositions.get(id))?.leaseUntil?.getTime() ?? Number.NaN;
    const percentOf = async (id: string) => (await store.compositions.get(id))?.progress.percentage;

    it('keeps the whole alive and adds to its frames, which never fall', async () => {
      const id = await inParts();
      await backdate(store, id, 'lease_until', 1);
      expect(await beat(id, 2, 30, 60)).toEqual({ framesDone: 180 });
      expect(await leaseOf(id)).toBeGreaterThan(Date.now() + 50_000);
      expect(await beat(id, 2, 20, 1)).toEqual({ framesDone: 180 });
      expect(await leaseOf(id)).toBeGreaterThan(Date.now() + 50_000);
      expect(await beat(id, 2, 9_999, 1)).toEqual({ framesDone: 270 });
      expect(await beat(id, 0, 0, 1)).toEqual({ framesDone: 270 });
    });

    it('saves progress that is worth it, which never falls, and leaves the row alone otherwise', async () => {
      const id = await inParts();
      await beat(id, 2, 10, 60, 20);
      expect(await percentOf(id)).toBe(20);
      const lease = await leaseOf(id);
      await beat(id, 2, 20, 60, 21.9);
      await beat(id, 2, 30, 60, 15);
      expect([await percentOf(id), await leaseOf(id)]).toEqual([20, lease]);
      await beat(id, 2, 40, 60, 22);
      expect(await percentOf(id)).toBe(22);
      expect(await leaseOf(id)).toBeGreaterThan(lease);
      // Due for its lease alone: the progress of somebody who knows less is not taken.
      await beat(id, 0, 0, 600, 18);
      expect(await percentOf(id)).toBe(22);
    });

    it.each<readonly [string, (id: string) => Promise<unknown>]>([
      ['cancelled', (id) => store.compositions.cancel(id)],
      ['failed', (id) => store.compositions.fail(id, 1, ERROR)],
      ['put back', (id) => store.compositions.release(id, 1)],
      ['being assembled', (id) => flows.claimAssembly(id, 1, 'worker-b', CLAIM)],
    ])('is told to stop where the composition is %s', async (_change, change) => {
      const id = await inParts();
      await change(id);
      expect(await beat(id, 2, 30, 60)).toBeNull();
      expect(await flows.open(id, 1)).toBeNull();
    });

    it('is made once: the first to say so is believed', async () => {
      const id = await inParts();
      expect(await flows.finishPart(id, 1, 2, { key: 'mine', report: { cpu: 3 } })).toEqual({ framesDone: 270 });
      await flows.finishPart(id, 1, 2, { key: 'late', report: { cpu: 4 } });
      const assembly = await flows.claimAssembly(id, 1, 'worker-b', CLAIM);
      expect(
        assembly?.parts.map(({ part, key, made, reused, report }) => ({ part, key, made, reused, report })),
      ).toEqual([
        { part: 0, key: PARTS[0]?.key, made: false, reused: false, report: null },
        { part: 1, key: PARTS[1]?.key, made: true, reused: true, report: null },
        { part: 2, key: 'mine', made: true, reused: false, report: { cpu: 3 } },
      ]);
    });

    it('never expires while its flow waits for it', async () => {
      const id = await inParts();
      const parts = new PartRepository(store.dataSource);
      for (const key of [KEY, PARTS[1]?.key ?? '']) {
        await parts.add({ key, bucket: 'b', objectKey: `parts/${key}`, sha256: KEY, sizeBytes: 1 });
      }
      expect((await parts.expire(-1, 10)).map(({ key }) => key)).toEqual([KEY]);
      await store.compositions.cancel(id);
      expect(await flows.prune()).toBe(1);
      expect((await parts.expire(-1, 10)).map(({ key }) => key)).toEqual([PARTS[1]?.key]);
    });
  });

  describe('assembly', () => {
    it('is one worker’s own, under a lease and a deadline, and ends like any attempt', async () => {
      const id = await inParts();
      const claims = await Promise.all(['a', 'b', 'c'].map((worker) => flows.claimAssembly(id, 1, worker, CLAIM)));
      const [assembly] = claims.filter((claim) => claim !== null);
      expect(claims.filter((claim) => claim === null)).toHaveLength(2);
      expect(assembly).toMatchObject({ secondsInParts: expect.any(Number) });
      expect(assembly?.composition).toMatchObject({ attempt: 1, deadlineAt: expect.any(Date) });
      expect(await store.compositions.heartbeat(id, 1, 60)).toBe(true);
      expect(await store.compositions.complete(id, 1, COMPLETION)).toBe(true);
      expect(await flows.prune()).toBe(1);
      expect(await flows.claimAssembly(id, 1, 'd', CLAIM)).toBeNull();
    });

    it('the planner’s own heartbeat ends with the hand-over', async () => {
      const id = await inParts();
      expect(await store.compositions.heartbeat(id, 1, 60)).toBe(false);
    });
  });

  describe('the reconciler and a flow', () => {
    const stale = async (): Promise<string> => {
      const id = await inParts();
      await drainIds(store);
      for (const column of ['enqueued_at', 'lease_until']) await backdate(store, id, column, 60);
      return id;
    };

    it('keeps alive what the queue still has', async () => {
      const id = await stale();
      const asked: string[] = [];
      const presence = async (name: string, jobId: string) => asked.push(`${name} ${jobId}`) > 0;
      expect(await store.compositions.requeueStranded(15, { presence })).toBe(0);
      expect(asked).toEqual([`assemble assemble.${id}.1`]);
      expect((await store.compositions.get(id))?.leaseUntil?.getTime()).toBeGreaterThan(Date.now());
      expect(await flows.open(id, 1)).not.toBeNull();
    });

    it('starts a new attempt where the queue has lost it, and that counts as a failure', async () => {
      const id = await stale();
      expect(await store.compositions.requeueStranded(15, { presence: async () => false })).toBe(1);
      expect(await drainIds(store)).toEqual([`render.${id}.1`]);
      expect(await claimed(store, id)).toBe(2);
      expect(await store.compositions.get(id)).toMatchObject({ failures: 1, leaseOwner: 'worker-a' });
    });

    it('leaves it alone where Redis cannot say, or the promise still lies in the outbox', async () => {
      const id = await stale();
      expect(await store.compositions.requeueStranded(15, { presence: async () => 'unknown' })).toBe(0);
      expect(await drainIds(store)).toEqual([]);
      const promised = await inParts();
      for (const column of ['enqueued_at', 'lease_until']) await backdate(store, promised, column, 60);
      await store.compositions.cancel(id);
      expect(await store.compositions.requeueStranded(15)).toBe(0);
    });

    it('never fails it as lost before the queue was asked', async () => {
      await stale();
      expect(await store.compositions.failOverdue({ queueTimeoutSeconds: 3_600, maxFailures: 1 })).toEqual([]);
    });

    it.each<readonly [string, (id: string) => Promise<unknown>]>([
      ['is still made', (id) => beat(id, 2, 30, 60)],
      ['was just made', (id) => flows.finishPart(id, 1, 2, { key: 'mine', report: {} })],
    ])('fails it when nobody came in time, though the queue has it, and never while a part %s', async (_, work) => {
      const [made, waiting] = [await inParts(), await inParts()];
      for (const id of [made, waiting]) {
        for (const column of ['created_at', 'run_after', 'lease_until']) await backdate(store, id, column, 4_000);
      }
      await store.dataSource.query(`UPDATE render_flows SET alive_at = now() - interval '4000 s'`);
      await work(made);
      // As the reconciler leaves it, which found the parts in the queue.
      await backdate(store, waiting, 'lease_until', -45);
      expect(await store.compositions.failOverdue({ queueTimeoutSeconds: 3_600, maxFailures: 3 })).toMatchObject([
        { compositionId: waiting, error: { code: 'TIMEOUT' } },
      ]);
    });

    it('an assembler that dies leaves its composition to the next attempt', async () => {
      const id = await inParts();
      await flows.claimAssembly(id, 1, 'worker-b', DEAD_LEASE);
      await drainIds(store);
      await backdate(store, id, 'enqueued_at', 60);
      expect(await flows.claimAssembly(id, 1, 'worker-c', CLAIM)).toBeNull();
      expect(await store.compositions.requeueStranded(15, { presence: async (name) => name === 'assemble' })).toBe(1);
      expect(await drainIds(store)).toEqual([`render.${id}.1`]);
    });
  });
});
