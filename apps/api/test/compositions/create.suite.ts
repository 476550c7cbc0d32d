import { CompositionRepository } from '#lib/persistence';
import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { compositionsOf } from '../support/compositions.js';
import { clip, errorOf, pointersOf } from '../support/http.js';

describe('making compositions', () => {
  let backing: Backing;
  let api: TestApi;

  beforeAll(async () => {
    backing = await startBacking();
    api = await startApi(backing, { PUBLIC_URL: 'https://cutroom.example.com' });
  });
  afterAll(async () => {
    await api.stop();
    await backing.stop();
  });

  const { post, create } = compositionsOf(() => api);

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
});
