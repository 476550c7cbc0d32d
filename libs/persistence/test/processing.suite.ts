import {
  type JsonObject,
  type NewProcessingJob,
  newProcessingId,
  type ProcessingCreated,
  ProcessingJobRepository,
  type ProcessingWork,
} from '../src/index.js';
import { CLAIM, COMPLETION, claimed, drainIds, ERROR, newComposition, openStore, type Store } from './support.js';

describe('processing', () => {
  let store: Store;
  let jobs: ProcessingJobRepository;
  beforeAll(async () => {
    store = await openStore();
    jobs = new ProcessingJobRepository(store.dataSource);
  });
  afterAll(() => store.close());

  const newJob = (changes: Partial<NewProcessingJob> = {}): NewProcessingJob => ({
    processingId: newProcessingId(),
    type: 'process-clips',
    sourceService: null,
    config: { clips: ['s3://cutroom/a.mp4'] },
    requestHash: 'hash-1',
    callbackUrl: null,
    requestId: 'req_test',
    ...changes,
  });

  const renders = (count: number): ProcessingWork => ({
    kind: 'compositions',
    compositions: Array.from({ length: count }, () => newComposition({ origin: 'process-clips' })),
  });

  const jobOf = (created: ProcessingCreated) => {
    if (created.kind === 'conflict') throw new Error('conflict');
    return created.job;
  };

  describe('processing jobs', () => {
    it('are stored with their renders, in order, and each render is promised', async () => {
      const job = jobOf(await jobs.create(newJob({ sourceService: 'orders' }), renders(3)));
      expect(job).toMatchObject({ status: 'queued', sourceService: 'orders', result: null, error: null });
      const compositions = await jobs.compositionsOf(job);
      expect(compositions.map(({ compositionId }) => compositionId)).toEqual(job.compositionIds);
      expect(job.compositionIds).toHaveLength(3);
      expect([...(await drainIds(store))].sort()).toEqual(job.compositionIds.map((id) => `render.${id}.0`).sort());
      expect(await jobs.get(job.processingId)).toEqual(job);
    });

    it('may have a job of their own instead', async () => {
      const entry = {
        jobName: 'probe',
        jobId: 'probe.x',
        payload: { assetId: 'x', requestId: 'req_test' },
        priority: 'low',
        delaySeconds: 0,
      } as const;
      const job = jobOf(await jobs.create(newJob({ type: 'other' }), { kind: 'job', entry }));
      expect(await drainIds(store)).toEqual(['probe.x']);
      expect(await jobs.begin(job.processingId)).toBe(true);
      expect(await jobs.begin(job.processingId)).toBe(false);
      const outcome = { status: 'completed', result: { bpm: 120 } } as const;
      expect(await jobs.finish(job.processingId, outcome)).toBe(true);
      expect(await jobs.finish(job.processingId, { status: 'failed', error: ERROR, result: null })).toBe(false);
      expect(await jobs.get(job.processingId)).toMatchObject({
        ...outcome,
        error: null,
        completedAt: expect.any(Date),
      });
    });

    it('are made once of twenty parallel requests with one id, and another request under it is a conflict', async () => {
      const asked = newJob();
      const answers = await Promise.all(Array.from({ length: 20 }, () => jobs.create(asked, renders(2))));
      expect(answers.filter(({ kind }) => kind === 'created')).toHaveLength(1);
      expect(answers.filter(({ kind }) => kind === 'same')).toHaveLength(19);
      expect(new Set(answers.map((answer) => jobOf(answer).compositionIds.join())).size).toBe(1);
      expect(await drainIds(store)).toHaveLength(2);
      expect(await jobs.create({ ...asked, requestHash: 'hash-2' }, renders(1))).toEqual({ kind: 'conflict' });
      expect(await jobs.create({ ...asked, type: 'other' }, renders(1))).toEqual({ kind: 'conflict' });
    });

    it('end when the last of their renders has ended, once, however many look', async () => {
      const job = jobOf(await jobs.create(newJob(), renders(2)));
      const judged: string[] = [];
      const settle = () =>
        jobs.settle(10, (settled, compositions) => {
          judged.push(settled.processingId);
          const result: JsonObject = { statuses: compositions.map(({ status }) => status) };
          return { status: 'failed', error: ERROR, result };
        });
      const mine = () => judged.filter((id) => id === job.processingId).length;
      const [first = '', second = ''] = job.compositionIds;
      await store.compositions.complete(first, await claimed(store, first), COMPLETION);
      await settle();
      expect(mine()).toBe(0);
      await store.compositions.claim(second, 'worker-a', CLAIM);
      await settle();
      expect(mine()).toBe(0);
      await store.compositions.cancel(second);
      await Promise.all([settle(), settle(), settle(), settle()]);
      expect(mine()).toBe(1);
      expect(await jobs.get(job.processingId)).toMatchObject({
        status: 'failed',
        error: ERROR,
        result: { statuses: ['completed', 'cancelled'] },
      });
    });
  });
});
