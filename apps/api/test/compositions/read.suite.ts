import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { compositionsOf } from '../support/compositions.js';
import { errorOf, pointersOf } from '../support/http.js';
import { complete } from '../support/work.js';

describe('compositions that exist', () => {
  let backing: Backing;
  let api: TestApi;
  let other: TestApi;

  beforeAll(async () => {
    backing = await startBacking();
    [api, other] = await Promise.all([startApi(backing), startApi(backing)]);
  });
  afterAll(async () => {
    await Promise.all([api.stop(), other.stop()]);
    await backing.stop();
  });

  const { get, create, cancel } = compositionsOf(() => api);

  describe('GET', () => {
    it('shows a composition', async () => {
      const id = await create({ metadata: { a: 1 } });
      const { status, body } = await get(`/${id}`);
      expect(status).toBe(200);
      expect(body).toEqual({
        composition_id: id,
        status: 'queued',
        progress: { stage: 'queued', percentage: 0, message: expect.any(String) },
        created_at: expect.any(String),
        updated_at: expect.any(String),
        started_at: null,
        completed_at: null,
        output_url: null,
        thumbnail_url: null,
        duration: null,
        size_bytes: null,
        error: null,
        metadata: { a: 1 },
      });
    });

    it.each(['comp_00000000000000000000000000', 'nothing', 'comp_%00', "comp_'; DROP TABLE compositions"])(
      'knows no %s',
      async (id) => {
        for (const rest of ['', '/download', '/metadata', '/events']) {
          const answer = await get(`/${id}${rest}`);
          expect([answer.status, errorOf(answer).code]).toEqual([404, 'COMPOSITION_NOT_FOUND']);
        }
      },
    );

    it('lists newest first, page by page', async () => {
      const ids: string[] = [];
      for (let i = 0; i < 5; i += 1) ids.unshift(await create({ user_id: 'lister' }));
      const pages: unknown[] = [];
      let cursor: unknown = '';
      do {
        const next: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(String(cursor))}`;
        const { body } = await get(`?user_id=lister&status=queued&limit=2${next}`);
        pages.push((body['items'] as { composition_id: string }[]).map((item) => item.composition_id));
        cursor = body['next_cursor'];
      } while (cursor !== null);
      expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
    });

    it.each([
      ['status=done', '/status'],
      ['limit=0', '/limit'],
      ['limit=many', '/limit'],
      ['statsu=queued', '/statsu'],
    ])('refuses the list with %s', async (query, pointer) => {
      const answer = await get(`?${query}`);
      expect([answer.status, errorOf(answer).code, pointersOf(answer)]).toEqual([400, 'VALIDATION_FAILED', [pointer]]);
    });

    it('refuses a cursor that is not one of ours', async () => {
      const answer = await get('?cursor=zzz');
      expect([answer.status, errorOf(answer).code]).toEqual([400, 'VALIDATION_FAILED']);
    });
  });

  describe('a finished one', () => {
    it('is downloaded through a URL that works, and tells what it cost', async () => {
      const id = await create();
      for (const rest of ['/download', '/metadata']) {
        const early = await get(`/${id}${rest}`);
        expect([early.status, errorOf(early).code]).toEqual([409, 'NOT_READY']);
      }
      await complete(api, id, 'not really a video');
      const { body } = await get(`/${id}`);
      expect(body).toMatchObject({
        status: 'completed',
        progress: { stage: 'completed', percentage: 100 },
        output_url: expect.stringContaining(id),
        duration: 3,
        size_bytes: 18,
        error: null,
      });
      expect((await get(`/${id}/metadata`)).body).toMatchObject({ segments: { count: 1, reused: 0, rendered: 1 } });

      const answer = await get(`/${id}/download`);
      expect([answer.status, answer.text]).toEqual([302, '']);
      const location = new URL(String(answer.headers.get('location')));
      const file = await fetch(`${api.url}${location.pathname}${location.search}`);
      expect(await file.text()).toBe('not really a video');
      expect(file.headers.get('content-disposition')).toContain(`${id}.mp4`);
      const part = await fetch(`${other.url}${location.pathname}${location.search}`, {
        headers: { Range: 'bytes=4-9' },
      });
      expect([part.status, await part.text()]).toEqual([206, 'really']);
      const forged = await fetch(`${api.url}${location.pathname}x${location.search}`);
      expect(forged.status).toBeGreaterThanOrEqual(401);
    });

    it('says so when the result has expired', async () => {
      const id = await create();
      await complete(api, id, 'x');
      await api.services.database.query('UPDATE compositions SET result = NULL WHERE composition_id = $1', [id]);
      const answer = await get(`/${id}/download`);
      expect([answer.status, errorOf(answer).code]).toEqual([404, 'ASSET_NOT_FOUND']);
    });

    it('cannot be cancelled', async () => {
      const id = await create();
      await complete(api, id, 'x');
      const answer = await cancel(id);
      expect([answer.status, errorOf(answer).code]).toEqual([409, 'CONFLICT']);
    });
  });

  describe('DELETE', () => {
    it('cancels, and tells the workers', async () => {
      const id = await create();
      const told = new Promise<string>((resolve) => {
        const subscription = api.services.cancelBus.listen(resolve);
        void subscription.live.then(() => cancel(id));
      });
      expect(await told).toBe(id);
      expect((await get(`/${id}`)).body).toMatchObject({ status: 'cancelled', completed_at: expect.any(String) });
      const again = await cancel(id);
      expect([again.status, errorOf(again).code]).toEqual([409, 'CONFLICT']);
    });

    it('answers 202 with the state', async () => {
      const id = await create();
      const answer = await cancel(id);
      expect([answer.status, answer.body]).toEqual([
        202,
        expect.objectContaining({ composition_id: id, status: 'cancelled' }),
      ]);
    });

    it('knows what is not there', async () => {
      const answer = await cancel('comp_00000000000000000000000000');
      expect([answer.status, errorOf(answer).code]).toEqual([404, 'COMPOSITION_NOT_FOUND']);
    });
  });
});
