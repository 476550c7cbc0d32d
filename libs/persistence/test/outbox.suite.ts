import { drainIds, openStore, queued, type Store } from './support.js';

describe('outbox', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
  });
  beforeEach(() => store.clear());
  afterAll(() => store.close());

  describe('OutboxRepository.drain', () => {
    it('hands over name, payload and priority, oldest first', async () => {
      const first = await queued(store, { requestId: 'req_1', priority: 'low' });
      const second = await queued(store);
      const jobs: unknown[] = [];
      const result = await store.outbox.drain(10, async (job) => {
        jobs.push(job);
      });
      expect(result).toEqual({ delivered: 2, failed: false });
      expect(jobs).toMatchObject([
        {
          jobName: 'render',
          jobId: `render.${first}.0`,
          payload: { compositionId: first, requestId: 'req_1' },
          priority: 'low',
        },
        { jobId: `render.${second}.0` },
      ]);
      expect(await store.outbox.count()).toBe(0);
    });

    it('never doubles and loses none when several relays drain at once', async () => {
      const ids = await Promise.all(Array.from({ length: 60 }, () => queued(store)));
      const seen: string[] = [];
      const relay = async (): Promise<void> => {
        for (;;) {
          const { delivered } = await store.outbox.drain(7, async (job) => {
            // Gives the other relays their turn while this one holds its rows.
            await store.dataSource.query('SELECT 1');
            seen.push(job.jobId);
          });
          if (delivered === 0) return;
        }
      };
      await Promise.all([relay(), relay(), relay()]);
      // A relay that saw only rows held by others stopped early; what they hold is theirs to deliver.
      expect(seen.sort()).toEqual(ids.map((id) => `render.${id}.0`).sort());
    });

    it('keeps what could not be delivered, and what comes behind it', async () => {
      await queued(store);
      const bad = await queued(store);
      await queued(store);
      const refuse = async ({ jobId }: { readonly jobId: string }): Promise<void> => {
        if (jobId.includes(bad)) throw new Error('refused');
      };
      expect(await store.outbox.drain(10, refuse)).toEqual({ delivered: 1, failed: true });
      expect(await store.outbox.count()).toBe(2);
      // The bad one waits a moment, so it does not block the one behind it.
      expect(await store.outbox.drain(10, refuse)).toEqual({ delivered: 1, failed: false });
      await store.dataSource.query('UPDATE outbox SET available_at = now()');
      expect(await drainIds(store)).toEqual([`render.${bad}.0`]);
    });

    it('leaves what is due later', async () => {
      await queued(store);
      await store.dataSource.query(`UPDATE outbox SET available_at = now() + interval '1 minute'`);
      expect(await drainIds(store)).toEqual([]);
      expect(await store.outbox.count()).toBe(1);
    });

    it('keeps every row when the relay dies before it is done', async () => {
      await queued(store);
      const dying = store.outbox.drain(10, async () => {
        await store.dataSource.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND state = 'idle in transaction'`,
        );
      });
      await expect(dying).rejects.toThrow();
      expect(await drainIds(store)).toHaveLength(1);
    });
  });
});
