import type { ListFilter } from '../src/index.js';
import { claimed, openStore, queued, type Store } from './support.js';

describe('list', () => {
  let store: Store;
  const made: string[] = [];
  beforeAll(async () => {
    store = await openStore();
    for (let n = 0; n < 9; n += 1) {
      made.unshift(await queued(store, { userId: n % 2 === 0 ? 'ann' : 'bob', priority: n < 3 ? 'high' : 'default' }));
    }
    // All at one instant: only the id tells them apart, as when many arrive in one millisecond.
    await store.dataSource.query(`UPDATE compositions SET created_at = '2026-01-01T00:00:00.123Z'`);
    await claimed(store, made[0] ?? '');
  });
  afterAll(() => store.close());

  async function walk(filter: ListFilter, limit: number): Promise<readonly string[]> {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await store.compositions.list(filter, limit, cursor);
      expect(page.items.length).toBeLessThanOrEqual(limit);
      ids.push(...page.items.map((item) => item.compositionId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    return ids;
  }

  describe('list', () => {
    it.each([1, 2, 3, 9, 10])('gives each composition once, newest first, %i to a page', async (limit) => {
      expect(await walk({}, limit)).toEqual([...made].sort().reverse());
    });

    it('filters by status and user', async () => {
      expect(await walk({ status: 'processing' }, 5)).toEqual([made[0]]);
      expect(await walk({ userId: 'ann' }, 2)).toHaveLength(5);
      expect(await walk({ userId: 'bob', status: 'queued' }, 2)).toHaveLength(4);
      expect(await walk({ status: 'failed' }, 2)).toEqual([]);
    });

    it.each(['', 'x', 'bm9wZQ', Buffer.from('1.a;DROP').toString('base64url')])(
      'refuses the cursor %j',
      async (cursor) => {
        await expect(store.compositions.list({}, 5, cursor)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
      },
    );
  });

  describe('counting', () => {
    it('counts what waits no further than asked', async () => {
      expect(await store.compositions.queueDepth(100)).toBe(8);
      expect(await store.compositions.queueDepth(3)).toBe(3);
    });

    it('tells state and priority apart', async () => {
      const samples = await store.compositions.countActive();
      expect(new Map(samples.map(({ state, priority, count }) => [`${state} ${priority}`, count]))).toEqual(
        new Map([
          ['queued high', 3],
          ['queued default', 5],
          ['processing default', 1],
        ]),
      );
    });
  });
});
