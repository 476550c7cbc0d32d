import { CutroomError } from '#lib/contracts';
import type { IdempotentRequest } from '../src/index.js';
import { drainIds, newComposition, openStore, type Store } from './support.js';

describe('create', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.close());

  const request = (key: string, changes: Partial<IdempotentRequest> = {}): IdempotentRequest => ({
    scope: 'compositions',
    key,
    requestHash: 'hash-1',
    ttlSeconds: 86_400,
    answer: (composition) => ({ composition_id: composition.compositionId, status: composition.status }),
    ...changes,
  });

  const count = async (table: string): Promise<number> => {
    const [row] = await store.dataSource.query<readonly { n: number }[]>(`SELECT count(*)::int AS n FROM ${table}`);
    return row?.n ?? -1;
  };

  describe('createQueued', () => {
    it('stores the composition and promises its first render', async () => {
      const composition = newComposition({ userId: 'ann', priority: 'high' });
      const result = await store.compositions.createQueued(composition);
      if (result.kind !== 'created') throw new Error(result.kind);
      expect(result.composition).toMatchObject({
        ...composition,
        status: 'queued',
        attempt: 0,
        failures: 0,
        result: null,
      });
      expect(result.composition.progress).toMatchObject({ stage: 'queued', percentage: 0 });
      expect(await store.compositions.get(composition.compositionId)).toEqual(result.composition);
      expect(await drainIds(store)).toEqual([`render.${composition.compositionId}.0`]);
    });

    it('makes one composition of 50 parallel requests with one key, and answers all the same', async () => {
      const before = await count('compositions');
      const results = await Promise.all(
        Array.from({ length: 50 }, () => store.compositions.createQueued(newComposition(), request('fifty'))),
      );
      const created = results.flatMap((result) =>
        result.kind === 'created' ? [result.composition.compositionId] : [],
      );
      const replayed = results.flatMap((result) => (result.kind === 'replayed' ? [result] : []));
      expect(created).toHaveLength(1);
      expect(replayed).toHaveLength(49);
      const [compositionId = ''] = created;
      for (const { answer, ...rest } of replayed) {
        expect(rest).toEqual({ kind: 'replayed', compositionId });
        expect(answer).toEqual({ composition_id: compositionId, status: 'queued' });
      }
      expect(await count('compositions')).toBe(before + 1);
      expect(await drainIds(store)).toEqual([`render.${compositionId}.0`]);
    });

    it('refuses the same key with another request, and keeps the keys of different doors apart', async () => {
      await store.compositions.createQueued(newComposition(), request('mine'));
      await expect(
        store.compositions.createQueued(newComposition(), request('mine', { requestHash: 'hash-2' })),
      ).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
      const other = await store.compositions.createQueued(
        newComposition(),
        request('mine', { scope: 'videos', requestHash: 'hash-2' }),
      );
      expect(other.kind).toBe('created');
    });

    it('forgets a key that has expired', async () => {
      await store.compositions.createQueued(newComposition(), request('old', { ttlSeconds: 0 }));
      const again = await store.compositions.createQueued(
        newComposition(),
        request('old', { requestHash: 'hash-2', ttlSeconds: 0 }),
      );
      expect(again.kind).toBe('created');
      expect(await store.compositions.pruneIdempotencyKeys()).toBe(1);
    });

    it('leaves nothing behind when it fails half way', async () => {
      const failing = request('half', {
        answer: () => {
          throw new CutroomError('INTERNAL_ERROR', 'no answer');
        },
      });
      const composition = newComposition();
      await expect(store.compositions.createQueued(composition, failing)).rejects.toMatchObject({
        code: 'INTERNAL_ERROR',
      });
      expect(await store.compositions.get(composition.compositionId)).toBeNull();
      expect((await store.compositions.createQueued(newComposition(), request('half'))).kind).toBe('created');
    });

    it('says so when the first request with the key is still running', async () => {
      const runner = store.dataSource.createQueryRunner();
      await runner.startTransaction();
      try {
        await runner.query(
          `INSERT INTO idempotency_keys (scope, key, request_hash, composition_id, answer, expires_at)
         VALUES ('compositions', 'slow', 'hash-1', 'comp_x', '{}', now() + interval '1 day')`,
        );
        await expect(store.compositions.createQueued(newComposition(), request('slow'))).rejects.toMatchObject({
          code: 'IDEMPOTENCY_IN_PROGRESS',
          retryAfter: 1,
        });
      } finally {
        await runner.rollbackTransaction();
        await runner.release();
      }
    });

    it('refuses text that Postgres cannot store, all of it by name, and stores every other', async () => {
      const odd = newComposition({
        userId: 'a\0b',
        config: { overlays: [{ content: 'fine' }, { content: 'half \ud83d' }], 'a/b~c': '\0', deep: { '\0': 1 } },
        clientMetadata: { title: '\udc00' },
      });
      const pointers = ['/overlays/1/content', '/a~1b~0c', '/deep', '/metadata/title', '/user_id'];
      await expect(store.compositions.createQueued(odd)).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        details: { errors: pointers.map((pointer) => ({ pointer, message: expect.any(String) })) },
      });
      const config = { content: `नमस्ते 👩‍👩‍👧 ' " \\ % \u0001 \u2028 \ufffe ; DROP` };
      const stored = newComposition({ config });
      await store.compositions.createQueued(stored);
      expect((await store.compositions.get(stored.compositionId))?.config).toEqual(config);
    });
  });
});
