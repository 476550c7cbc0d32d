import { backdate, CLAIM, claimed, DEAD_LEASE, drainIds, openStore, queued, type Store } from './support.js';

describe('reconcile', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
  });
  beforeEach(() => store.clear());
  afterAll(() => store.close());

  const OVERDUE = { queueTimeoutSeconds: 3600, maxFailures: 3 } as const;

  /** Waiting since a minute, and its job is lost. */
  async function stranded(): Promise<string> {
    const id = await queued(store);
    await drainIds(store);
    await backdate(store, id, 'enqueued_at', 60);
    await backdate(store, id, 'run_after', 60);
    return id;
  }

  describe('requeueStranded', () => {
    it('promises a lost job again, once per round', async () => {
      const id = await stranded();
      expect(await store.compositions.requeueStranded(15)).toBe(1);
      expect(await store.compositions.requeueStranded(15)).toBe(0);
      expect(await drainIds(store)).toEqual([`render.${id}.0`]);
      expect(await store.compositions.requeueStranded(15)).toBe(0);
    });

    it('promises once when several reconcilers look at the same time', async () => {
      const ids = [await stranded(), await stranded()];
      await Promise.all([1, 2, 3].map(() => store.compositions.requeueStranded(15)));
      expect([...(await drainIds(store))].sort()).toEqual(ids.map((id) => `render.${id}.0`).sort());
    });

    it('takes up what a dead worker left, for the next attempt', async () => {
      const id = await stranded();
      await claimed(store, id, DEAD_LEASE);
      expect(await store.compositions.requeueStranded(15)).toBe(1);
      expect(await drainIds(store)).toEqual([`render.${id}.1`]);
      expect(await claimed(store, id)).toBe(2);
    });

    it('leaves alone what is fresh, promised, due later, running, or ended', async () => {
      await queued(store);
      const later = await stranded();
      await backdate(store, later, 'run_after', -60);
      const running = await stranded();
      await claimed(store, running);
      await store.compositions.cancel(await stranded());
      const promised = await queued(store);
      await backdate(store, promised, 'enqueued_at', 60);
      await backdate(store, promised, 'run_after', 60);
      expect(await store.compositions.requeueStranded(15)).toBe(0);
      expect(await drainIds(store)).toEqual([`render.${promised}.0`]);
    });

    it('asks the queue first: a job that is there needs no promise, one that may be there is asked for again', async () => {
      const [present, unknown, missing] = [await stranded(), await stranded(), await stranded()];
      const presence = async (_name: string, jobId: string) =>
        jobId.includes(missing) ? false : jobId.includes(present) ? true : ('unknown' as const);
      expect(await store.compositions.requeueStranded(15, { presence })).toBe(1);
      expect(await drainIds(store)).toEqual([`render.${missing}.0`]);
      expect(await store.compositions.requeueStranded(15)).toBe(1);
      expect(await drainIds(store)).toEqual([`render.${unknown}.0`]);
    });

    it.each<readonly [string, (id: string) => Promise<unknown>]>([
      ['claimed', (id) => claimed(store, id)],
      ['claimed by a worker that died', (id) => claimed(store, id, DEAD_LEASE)],
      ['cancelled', (id) => store.compositions.cancel(id)],
    ])('leaves alone what was %s while the queue was being asked', async (_change, change) => {
      const id = await stranded();
      const presence = async () => {
        await change(id);
        return false;
      };
      expect(await store.compositions.requeueStranded(15, { presence })).toBe(0);
      expect(await drainIds(store)).toEqual([]);
    });

    it('looks at the longest waiting first, and further with each call', async () => {
      const ids = [await stranded(), await stranded(), await stranded()];
      await backdate(store, ids[1] ?? '', 'enqueued_at', 90);
      await store.compositions.requeueStranded(15, { limit: 1 });
      expect(await drainIds(store)).toEqual([`render.${ids[1]}.0`]);
      await store.compositions.requeueStranded(15, { limit: 2 });
      expect(await drainIds(store)).toHaveLength(2);
    });
  });

  describe('failOverdue', () => {
    it('fails what runs past its deadline, lost its last worker, or waited too long, each with its reason', async () => {
      const overdue = await queued(store);
      const attempt = await claimed(store, overdue, CLAIM);
      await backdate(store, overdue, 'deadline_at', 1);
      const lost = await queued(store);
      for (let n = 0; n < 3; n += 1) await claimed(store, lost, DEAD_LEASE);
      const waited = await queued(store, { requestId: 'req_waited' });
      await backdate(store, waited, 'run_after', 3601);

      const lostOnce = await queued(store);
      await claimed(store, lostOnce, DEAD_LEASE);
      const outage = await queued(store);
      await claimed(store, outage, DEAD_LEASE);
      await backdate(store, outage, 'deadline_at', 1);
      const running = await queued(store);
      await claimed(store, running);
      const waiting = await queued(store);

      const ended = await store.compositions.failOverdue(OVERDUE);
      expect(new Map(ended.map((end) => [end.compositionId, [end.error.code, end.attempt]]))).toEqual(
        new Map([
          [overdue, ['TIMEOUT', 1]],
          [lost, ['WORKER_LOST', 3]],
          [waited, ['TIMEOUT', 0]],
        ]),
      );
      expect(ended.find((end) => end.compositionId === waited)?.requestId).toBe('req_waited');
      for (const end of ended) {
        expect(await store.compositions.get(end.compositionId)).toMatchObject({
          status: 'failed',
          errorCode: end.error.code,
          errorMessage: end.error.message,
          errorDetails: {},
          completedAt: expect.any(Date),
        });
      }
      expect(await store.compositions.heartbeat(overdue, attempt, 60)).toBe(false);
      expect((await store.compositions.get(lostOnce))?.status).toBe('processing');
      // Its worker is gone, and none has come since: that is an outage, not a slow render.
      expect((await store.compositions.get(outage))?.status).toBe('processing');
      expect((await store.compositions.get(running))?.status).toBe('processing');
      expect((await store.compositions.get(waiting))?.status).toBe('queued');
      expect(await store.compositions.failOverdue(OVERDUE)).toEqual([]);
    });

    it('counts waiting alone: from when it was put back into the queue, or its worker died', async () => {
      const ERROR = { code: 'STORAGE_ERROR', message: 'The store is away.', details: {} };
      const old = async (options?: typeof DEAD_LEASE): Promise<readonly [string, number]> => {
        const id = await queued(store);
        for (const column of ['created_at', 'run_after']) await backdate(store, id, column, 4000);
        return [id, await claimed(store, id, options)];
      };
      await store.compositions.release(...(await old()));
      await store.compositions.retryLater(...(await old()), ERROR, { delaySeconds: 0, maxFailures: 3 });
      await old();
      const [orphan] = await old(DEAD_LEASE);
      expect(await store.compositions.failOverdue(OVERDUE)).toEqual([]);
      await backdate(store, orphan, 'lease_until', 3601);
      expect(await store.compositions.failOverdue(OVERDUE)).toMatchObject([
        { compositionId: orphan, error: { code: 'TIMEOUT' } },
      ]);
    });

    it('never overwrites the end that a worker is just writing', async () => {
      const id = await queued(store);
      const attempt = await claimed(store, id);
      await backdate(store, id, 'deadline_at', 1);
      await store.dataSource.transaction(async (manager) => {
        await manager.query(`UPDATE compositions SET status = 'completed' WHERE composition_id = $1 AND attempt = $2`, [
          id,
          attempt,
        ]);
        expect(await store.compositions.failOverdue(OVERDUE)).toEqual([]);
      });
      expect((await store.compositions.get(id))?.status).toBe('completed');
    });

    it('tells each end to one reconciler only', async () => {
      for (let n = 0; n < 10; n += 1) await backdate(store, await queued(store), 'run_after', 3601);
      const told = await Promise.all([1, 2, 3].map(() => store.compositions.failOverdue(OVERDUE)));
      expect(told.flat()).toHaveLength(10);
    });
  });
});
