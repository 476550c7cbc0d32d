import { JobMetricsRepository } from '../src/index.js';
import {
  backdate,
  COMPLETION,
  claimed,
  DEAD_LEASE,
  drainIds,
  ERROR,
  openStore,
  queued,
  type Store,
} from './support.js';

describe('outcomes', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.close());

  const metricsOf = (id: string): Promise<readonly Record<string, unknown>[]> =>
    store.dataSource.query(`SELECT * FROM job_metrics WHERE job_id LIKE 'render.' || $1 || '.%'`, [id]);
  const RETRY = { delaySeconds: 0, maxFailures: 3 } as const;

  describe('complete', () => {
    it('stores result, end and cost together', async () => {
      const id = await queued(store);
      const attempt = await claimed(store, id);
      expect(await store.compositions.complete(id, attempt, COMPLETION)).toBe(true);
      expect(await store.compositions.get(id)).toMatchObject({
        status: 'completed',
        result: COMPLETION.result,
        outputUrl: COMPLETION.outputUrl,
        metadata: COMPLETION.metadata,
        progress: { stage: 'completed', percentage: 100 },
        completedAt: expect.any(Date),
        leaseOwner: null,
        errorCode: null,
      });
      expect(await metricsOf(id)).toMatchObject([
        {
          job_id: `render.${id}.1`,
          job_type: 'render',
          cpu_time: 12.5,
          memory_peak_mb: 300,
          ffmpeg_stats: COMPLETION.metrics.ffmpegStats,
        },
      ]);
      const learned = await new JobMetricsRepository(store.dataSource).recentRenders(10);
      expect(learned).toEqual([{ work: COMPLETION.metrics.ffmpegStats['work'], seconds: 8, encoding: 6.5 }]);
      expect(await store.compositions.complete(id, attempt, COMPLETION)).toBe(false);
      expect(await metricsOf(id)).toHaveLength(1);
    });
  });

  describe('a worker that lost its lease', () => {
    it('can finish nothing', async () => {
      const id = await queued(store);
      const stale = await claimed(store, id, DEAD_LEASE);
      const current = await claimed(store, id);
      const before = await store.compositions.get(id);
      await drainIds(store);
      expect(await store.compositions.complete(id, stale, COMPLETION)).toBe(false);
      expect(await store.compositions.fail(id, stale, ERROR, COMPLETION.metrics)).toBe(false);
      expect(await store.compositions.fail(id, stale, ERROR)).toBe(false);
      expect(await store.compositions.retryLater(id, stale, ERROR, RETRY)).toBe('refused');
      expect(await store.compositions.release(id, stale)).toBe(false);
      expect(await store.compositions.get(id)).toEqual(before);
      expect(await metricsOf(id)).toEqual([]);
      expect(await drainIds(store)).toEqual([]);
      expect(await store.compositions.complete(id, current, COMPLETION)).toBe(true);
    });
  });

  describe('fail', () => {
    it('keeps the reason, and the cost where it is known', async () => {
      const [plain, measured] = [await queued(store), await queued(store)];
      expect(await store.compositions.fail(plain, await claimed(store, plain), ERROR)).toBe(true);
      expect(await store.compositions.fail(measured, await claimed(store, measured), ERROR, COMPLETION.metrics)).toBe(
        true,
      );
      for (const id of [plain, measured]) {
        expect(await store.compositions.get(id)).toMatchObject({
          status: 'failed',
          errorCode: ERROR.code,
          errorMessage: ERROR.message,
          errorDetails: ERROR.details,
        });
      }
      expect(await metricsOf(plain)).toHaveLength(0);
      expect(await metricsOf(measured)).toHaveLength(1);
    });
  });

  describe('odd text from a file or a tool', () => {
    it('never costs the result or the reason', async () => {
      const [done, broken] = [await queued(store), await queued(store)];
      const completion = { ...COMPLETION, metadata: { title: 'a\0b \ud83d' } };
      expect(await store.compositions.complete(done, await claimed(store, done), completion)).toBe(true);
      expect((await store.compositions.get(done))?.metadata).toEqual({ title: 'a\ufffdb \ufffd' });
      const error = { code: 'INVALID_CLIP_FORMAT', message: 'bad\0', details: { tag: '\0' } };
      expect(await store.compositions.fail(broken, await claimed(store, broken), error)).toBe(true);
      expect(await store.compositions.get(broken)).toMatchObject({
        errorMessage: 'bad\ufffd',
        errorDetails: { tag: '\ufffd' },
      });
    });
  });

  describe('retryLater', () => {
    it('queues it again with a promise for later, and fails with the last error at the limit', async () => {
      const id = await queued(store);
      await drainIds(store);
      const delayed = await store.compositions.retryLater(id, await claimed(store, id), ERROR, {
        ...RETRY,
        delaySeconds: 60,
      });
      expect(delayed).toBe('queued');
      const waiting = await store.compositions.get(id);
      expect(waiting).toMatchObject({ status: 'queued', failures: 1, attempt: 1, errorCode: null, leaseOwner: null });
      expect(await drainIds(store)).toEqual([]);
      const [promise] = await store.dataSource.query<readonly { available_at: Date }[]>(
        'SELECT available_at FROM outbox WHERE job_id = $1',
        [`render.${id}.1`],
      );
      expect(promise?.available_at).toEqual(waiting?.runAfter);

      await backdate(store, id, 'run_after', 0);
      expect(await store.compositions.retryLater(id, await claimed(store, id), ERROR, RETRY)).toBe('queued');
      expect(await drainIds(store)).toEqual([`render.${id}.2`]);
      expect(await store.compositions.retryLater(id, await claimed(store, id), ERROR, RETRY)).toBe('failed');
      expect(await drainIds(store)).toEqual([]);
      expect(await store.compositions.get(id)).toMatchObject({ status: 'failed', failures: 3, errorCode: ERROR.code });
    });
  });

  describe('release', () => {
    it('hands the work back at once, and counts no failure', async () => {
      const id = await queued(store);
      await drainIds(store);
      expect(await store.compositions.release(id, await claimed(store, id))).toBe(true);
      expect(await drainIds(store)).toEqual([`render.${id}.1`]);
      expect(await store.compositions.get(id)).toMatchObject({ status: 'queued', failures: 0, leaseOwner: null });
      expect(await claimed(store, id)).toBe(2);
    });
  });

  describe('cancel', () => {
    it('ends what waits or runs, and says what it found otherwise', async () => {
      const [waiting, running] = [await queued(store), await queued(store)];
      const attempt = await claimed(store, running);
      expect(await store.compositions.cancel(waiting)).toMatchObject({
        kind: 'cancelled',
        composition: { status: 'cancelled' },
      });
      expect(await store.compositions.cancel(running)).toMatchObject({ kind: 'cancelled', composition: { attempt } });
      expect(await store.compositions.complete(running, attempt, COMPLETION)).toBe(false);
      expect(await store.compositions.cancel(running)).toMatchObject({ kind: 'already_terminal' });
      expect(await store.compositions.cancel('comp_none')).toEqual({ kind: 'not_found' });
    });

    it('against complete: exactly one of them wins, every time', async () => {
      const ids = await Promise.all(Array.from({ length: 20 }, () => queued(store)));
      for (const id of ids) {
        const attempt = await claimed(store, id);
        const [completed, cancelled] = await Promise.all([
          store.compositions.complete(id, attempt, COMPLETION),
          store.compositions.cancel(id),
        ]);
        const end = await store.compositions.get(id);
        expect({
          completed,
          cancelled: cancelled.kind,
          status: end?.status,
          metrics: (await metricsOf(id)).length,
        }).toEqual(
          completed
            ? { completed: true, cancelled: 'already_terminal', status: 'completed', metrics: 1 }
            : { completed: false, cancelled: 'cancelled', status: 'cancelled', metrics: 0 },
        );
      }
    });
  });

  describe('expireResults', () => {
    it('removes what is old enough, and keeps the pointer of what could not be removed', async () => {
      const [old, stuck, fresh] = [await queued(store), await queued(store), await queued(store)];
      for (const id of [old, stuck, fresh]) await store.compositions.complete(id, await claimed(store, id), COMPLETION);
      for (const id of [old, stuck]) await backdate(store, id, 'completed_at', 3600);
      const seen: string[] = [];
      const forgotten = await store.compositions.expireResults(1800, 10, async ({ compositionId, result }) => {
        seen.push(`${compositionId} ${result?.key}`);
        if (compositionId === stuck) throw new Error('store is down');
      });
      expect(forgotten).toBe(1);
      expect(seen.sort()).toEqual([`${old} out/video.mp4`, `${stuck} out/video.mp4`].sort());
      expect(await store.compositions.get(old)).toMatchObject({ status: 'completed', result: null, outputUrl: null });
      expect((await store.compositions.get(stuck))?.result).not.toBeNull();
      expect((await store.compositions.get(fresh))?.result).not.toBeNull();
    });
  });
});
