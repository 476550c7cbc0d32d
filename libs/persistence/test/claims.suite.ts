import { backdate, CLAIM, claimed, DEAD_LEASE, openStore, queued, type Store } from './support.js';

describe('claims', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.close());

  describe('claim', () => {
    it('has one winner among many at once', async () => {
      const id = await queued(store);
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, n) => store.compositions.claim(id, `worker-${n}`, CLAIM)),
      );
      const winners = results.flatMap((result) => (result.kind === 'claimed' ? [result.composition] : []));
      expect(winners).toHaveLength(1);
      expect(results.filter((result) => result.kind === 'refused')).toHaveLength(19);
      expect(winners[0]).toMatchObject({ status: 'processing', attempt: 1, failures: 0 });
      expect(await store.compositions.get(id)).toEqual(winners[0]);
    });

    it('sets lease and deadline from now, and the start once', async () => {
      const id = await queued(store);
      await claimed(store, id, DEAD_LEASE);
      const first = await store.compositions.get(id);
      await claimed(store, id);
      const second = await store.compositions.get(id);
      expect(second?.startedAt).toEqual(first?.startedAt);
      const span = (second?.deadlineAt?.getTime() ?? 0) - (second?.leaseUntil?.getTime() ?? 0);
      expect(span).toBe((CLAIM.jobTimeoutSeconds - CLAIM.leaseSeconds) * 1000);
    });

    it('refuses what is not due yet, runs, has ended, or never was', async () => {
      const later = await queued(store);
      await backdate(store, later, 'run_after', -60);
      const running = await queued(store);
      await claimed(store, running);
      const ended = await queued(store);
      await store.compositions.cancel(ended);
      for (const id of [later, running, ended, 'comp_none']) {
        expect(await store.compositions.claim(id, 'worker-b', CLAIM)).toEqual({ kind: 'refused' });
      }
    });

    it('counts each lost lease as a failure, and ends WORKER_LOST at the limit', async () => {
      const id = await queued(store);
      expect(await claimed(store, id, DEAD_LEASE)).toBe(1);
      const second = await store.compositions.claim(id, 'worker-b', DEAD_LEASE);
      expect(second).toMatchObject({
        kind: 'claimed',
        composition: { attempt: 2, failures: 1, leaseOwner: 'worker-b' },
      });
      const third = await store.compositions.claim(id, 'worker-c', DEAD_LEASE);
      expect(third).toMatchObject({ kind: 'claimed', composition: { attempt: 3, failures: 2 } });
      const fourth = await store.compositions.claim(id, 'worker-d', DEAD_LEASE);
      expect(fourth).toMatchObject({
        kind: 'lost',
        composition: {
          status: 'failed',
          attempt: 3,
          failures: 3,
          errorCode: 'WORKER_LOST',
          errorDetails: { failures: 3 },
          leaseOwner: null,
          leaseUntil: null,
          deadlineAt: null,
          completedAt: expect.any(Date),
        },
      });
    });
  });

  describe('heartbeat', () => {
    it('keeps the lease of the attempt that holds it, and of no other', async () => {
      const id = await queued(store);
      const attempt = await claimed(store, id, DEAD_LEASE);
      expect(await store.compositions.heartbeat(id, attempt, 60)).toBe(true);
      expect(await store.compositions.claim(id, 'worker-b', CLAIM)).toEqual({ kind: 'refused' });
      expect(await store.compositions.heartbeat(id, attempt - 1, 60)).toBe(false);
      expect(await store.compositions.heartbeat(id, attempt + 1, 60)).toBe(false);
      await store.compositions.cancel(id);
      expect(await store.compositions.heartbeat(id, attempt, 60)).toBe(false);
    });
  });

  describe('extendDeadline', () => {
    it('gives the attempt that runs more time, and no other', async () => {
      const id = await queued(store);
      const attempt = await claimed(store, id);
      const before = (await store.compositions.get(id))?.deadlineAt?.getTime() ?? 0;
      expect(await store.compositions.extendDeadline(id, attempt, 90)).toBe(true);
      expect(await store.compositions.extendDeadline(id, attempt + 1, 90)).toBe(false);
      expect((await store.compositions.get(id))?.deadlineAt?.getTime()).toBe(before + 90_000);
    });
  });

  describe('saveProgress', () => {
    it('never falls, within an attempt and over attempts', async () => {
      const id = await queued(store);
      const first = await claimed(store, id, DEAD_LEASE);
      const far = { stage: 'encoding', percentage: 60.5, message: 'Encoding' } as const;
      expect(await store.compositions.saveProgress(id, first, far)).toBe(true);
      const back = { stage: 'downloading', percentage: 3, message: 'Downloading' } as const;
      const second = await claimed(store, id);
      expect(await store.compositions.saveProgress(id, second, back)).toBe(true);
      expect((await store.compositions.get(id))?.progress).toEqual(far);
      const further = { stage: 'assembling', percentage: 90, message: 'Assembling' } as const;
      expect(await store.compositions.saveProgress(id, first, further)).toBe(false);
      expect(await store.compositions.saveProgress(id, second, further)).toBe(true);
      expect((await store.compositions.get(id))?.progress).toEqual(further);
    });

    it('touches updated_at', async () => {
      const id = await queued(store);
      const attempt = await claimed(store, id);
      await store.dataSource.query('ALTER TABLE compositions DISABLE TRIGGER compositions_updated_at');
      await backdate(store, id, 'updated_at', 3600);
      await store.dataSource.query('ALTER TABLE compositions ENABLE TRIGGER compositions_updated_at');
      await store.compositions.saveProgress(id, attempt, { stage: 'planning', percentage: 12, message: 'Planning' });
      const after = await store.compositions.get(id);
      expect(after?.updatedAt.getTime()).toBeGreaterThanOrEqual(after?.startedAt?.getTime() ?? Number.NaN);
    });
  });
});
