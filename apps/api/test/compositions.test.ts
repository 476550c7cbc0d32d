import { CompositionRepository } from '#lib/persistence';
import { type Backing, startApi, startBacking, type TestApi } from './support/api.js';
import { type Answer, call, clip, errorOf, pointersOf } from './support/http.js';
import { complete } from './support/work.js';

describe('compositions', () => {
  let backing: Backing;
  let api: TestApi;
  let other: TestApi;

  beforeAll(async () => {
    backing = await startBacking();
    api = await startApi(backing, { PUBLIC_URL: 'https://cutroom.example.com' });
    other = await startApi(backing);
  });
  afterAll(async () => {
    await Promise.all([api.stop(), other.stop()]);
    await backing.stop();
  });

  const path = '/api/v1/compositions';
  const post = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    call(api, 'POST', path, body, headers);
  const get = (rest: string): Promise<Answer> => call(api, 'GET', `${path}${rest}`);
  const create = async (body: object = {}): Promise<string> =>
    String((await post({ clips: [{ ...clip, trim_end: 3 }], ...body })).body['composition_id']);

  describe('POST', () => {
    it('answers 202 with the id, a prediction and where to watch', async () => {
      const { status, body } = await post({
        clips: [{ ...clip, trim_end: 3 }],
        metadata: { campaign: 7, empty: null },
      });
      expect(status).toBe(202);
      expect(body).toEqual({
        composition_id: expect.stringMatching(/^comp_[0-9A-Z]{26}$/),
        status: 'queued',
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        estimated_duration: 3,
        websocket_url: `wss://cutroom.example.com/ws/compositions/${String(body['composition_id'])}`,
        metadata: { campaign: 7, empty: null },
      });
    });

    it('stores the request as it was validated, with the quality it will be rendered at', async () => {
      const id = await create({ output: { fps: 29.97 }, overlays: null, user_id: 'anna', priority: 'high' });
      const stored = await new CompositionRepository(api.services.database).get(id);
      expect(stored).toMatchObject({ userId: 'anna', priority: 'high', origin: 'compositions', status: 'queued' });
      expect(stored?.config).toEqual({
        clips: [{ url: 's3://cutroom/a.mp4', trim_end: 3 }],
        output: { resolution: '720p', crf: 21, fps: 29.97 },
        user_id: 'anna',
        priority: 'high',
      });
    });

    it('names problems of form, of timing and of sources at once', async () => {
      const answer = await post({
        clips: [
          { url: 's3://elsewhere/a.mp4', trim_start: 2, trim_end: 1 },
          { url: 's3://cutroom/b.mp4', trim_end: 3, transition_in: 'crosfade' },
          { url: 's3://cutroom/c.mp4', volume: 3, trim_start: 5, trim_end: 4, fitt: 'cover' },
          { url: 'https://10.0.0.1/d.mp4', trim_end: 'x', start_time: -1, transition_in: 'crosfade' },
        ],
        overlays: [{ type: 'text', content: 'a', duration: 1, end_time: 3 }],
      });
      expect(answer.status).toBe(400);
      expect(errorOf(answer).code).toBe('VALIDATION_FAILED');
      expect([...pointersOf(answer)].sort()).toEqual([
        '/clips/0/trim_end',
        '/clips/0/url',
        '/clips/1/transition_in',
        '/clips/2/fitt',
        '/clips/2/trim_end',
        '/clips/2/volume',
        '/clips/3/start_time',
        '/clips/3/transition_in',
        '/clips/3/trim_end',
        '/clips/3/url',
        '/overlays/0/end_time',
      ]);
    });

    it.each([
      [
        'a clip that ends before it begins',
        { clips: [{ ...clip, trim_start: 2, trim_end: 1 }] },
        ['/clips/0/trim_end'],
      ],
      [
        'an end that does not fit the length',
        { clips: [{ ...clip, trim_end: 3, start_time: 0, end_time: 4 }] },
        ['/clips/0/end_time'],
      ],
      [
        'a transition longer than half of a neighbour',
        {
          clips: [
            { ...clip, trim_end: 1 },
            { ...clip, trim_end: 5, transition_in: 'fade', transition_duration: 0.6 },
          ],
        },
        ['/clips/1/transition_duration'],
      ],
      ['4K, which is switched off', { clips: [clip], output: { resolution: '4k' } }, ['/output/resolution']],
      ['an unknown transition', { clips: [clip, { ...clip, transition_in: 'disolve' }] }, ['/clips/1/transition_in']],
    ])('refuses %s as INVALID_TIMELINE', async (_name, body, pointers) => {
      const answer = await post(body);
      expect([answer.status, errorOf(answer).code, pointersOf(answer)]).toEqual([400, 'INVALID_TIMELINE', pointers]);
    });

    it('refuses a video that is too long', async () => {
      const answer = await post({
        clips: [
          { ...clip, trim_end: 100 },
          { ...clip, trim_end: 81 },
        ],
      });
      expect([answer.status, errorOf(answer).code]).toEqual([400, 'INVALID_TIMELINE']);
    });

    it.each([
      ['s3://elsewhere/a.mp4'],
      ['https://example.com/a.mp4'],
      ['http://169.254.169.254/latest'],
      ['file:///etc/passwd'],
    ])('refuses %s as SOURCE_NOT_ALLOWED', async (url) => {
      const answer = await post({ clips: [clip, { url }], audio: { music_url: url } });
      expect([answer.status, errorOf(answer).code, pointersOf(answer)]).toEqual([
        400,
        'SOURCE_NOT_ALLOWED',
        ['/clips/1/url', '/audio/music_url'],
      ]);
    });

    it.each(['color_preset', 'webhook'])('refuses %s, which is not built, as unknown', async (field) => {
      const answer = await post({ clips: [clip], [field]: 'https://example.com' });
      expect([answer.status, errorOf(answer).code, pointersOf(answer)]).toEqual([
        400,
        'VALIDATION_FAILED',
        [`/${field}`],
      ]);
    });

    it.each([
      ['malformed JSON', '{"clips": [', 'VALIDATION_FAILED'],
      ['no body', '', 'VALIDATION_FAILED'],
      ['a list', '[]', 'VALIDATION_FAILED'],
      [
        'text that no database can keep',
        '{"clips":[{"url":"s3://cutroom/a.mp4"}],"metadata":{"a":"\\u0000"}}',
        'VALIDATION_FAILED',
      ],
      [
        'half a character',
        '{"clips":[{"url":"s3://cutroom/a.mp4"}],"metadata":{"a":["\\ud83d"]}}',
        'VALIDATION_FAILED',
      ],
    ])('refuses %s', async (_name, body, code) => {
      const answer = await post(body);
      expect([answer.status, errorOf(answer).code]).toEqual([400, code]);
      expect(answer.text).not.toMatch(/node_modules|\bat \//);
    });
  });

  describe('Idempotency-Key', () => {
    it('makes one composition of fifty parallel requests', async () => {
      const body = { clips: [clip], metadata: { n: 1, m: 2 } };
      const turned = { metadata: { m: 2, n: 1 }, clips: [clip] };
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, i) => post(i % 2 === 0 ? body : turned, { 'Idempotency-Key': 'fifty' })),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
      expect(new Set(answers.map(({ body: answer }) => JSON.stringify(answer, Object.keys(answer).sort()))).size).toBe(
        1,
      );
      const [{ count }] = await api.services.database.query(
        `SELECT count(*)::int FROM compositions WHERE client_metadata = '{"n":1,"m":2}'`,
      );
      expect(count).toBe(1);
    });

    it('refuses the same key with another body', async () => {
      await post({ clips: [clip] }, { 'Idempotency-Key': 'other' });
      const answer = await post({ clips: [clip, clip] }, { 'Idempotency-Key': 'other' });
      expect([answer.status, errorOf(answer).code]).toEqual([422, 'IDEMPOTENCY_CONFLICT']);
    });

    it('refuses a key that is none', async () => {
      const answer = await post({ clips: [clip] }, { 'Idempotency-Key': 'x'.repeat(256) });
      expect([answer.status, errorOf(answer).code]).toEqual([400, 'VALIDATION_FAILED']);
    });
  });

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
      expect((await get(`/${id}/metadata`)).body).toEqual({ segments: { count: 1, reused: 0, rendered: 1 } });

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
      const answer = await call(api, 'DELETE', `${path}/${id}`);
      expect([answer.status, errorOf(answer).code]).toEqual([409, 'CONFLICT']);
    });
  });

  describe('DELETE', () => {
    it('cancels, and tells the workers', async () => {
      const id = await create();
      const told = new Promise<string>((resolve) => {
        const subscription = api.services.cancelBus.listen(resolve);
        void subscription.live.then(() => call(api, 'DELETE', `${path}/${id}`));
      });
      expect(await told).toBe(id);
      expect((await get(`/${id}`)).body).toMatchObject({ status: 'cancelled', completed_at: expect.any(String) });
      const again = await call(api, 'DELETE', `${path}/${id}`);
      expect([again.status, errorOf(again).code]).toEqual([409, 'CONFLICT']);
    });

    it('answers 202 with the state', async () => {
      const id = await create();
      const answer = await call(api, 'DELETE', `${path}/${id}`);
      expect([answer.status, answer.body]).toEqual([
        202,
        expect.objectContaining({ composition_id: id, status: 'cancelled' }),
      ]);
    });

    it('knows what is not there', async () => {
      const answer = await call(api, 'DELETE', `${path}/comp_00000000000000000000000000`);
      expect([answer.status, errorOf(answer).code]).toEqual([404, 'COMPOSITION_NOT_FOUND']);
    });
  });
});
