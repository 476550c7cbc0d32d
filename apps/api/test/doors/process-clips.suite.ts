import { processClipsOutcome } from '#lib/answers';
import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { type Answer, call, errorOf, pointersOf } from '../support/http.js';
import { claim, complete } from '../support/work.js';

const TOKEN = 'a-token-of-your-own';
const [A, B] = ['s3://cutroom/a.mp4', 's3://cutroom/b.mov'];

describe('/internal/v1/process-clips', () => {
  let backing: Backing;
  let api: TestApi;
  let open: TestApi;

  beforeAll(async () => {
    backing = await startBacking();
    api = await startApi(backing, { INTERNAL_API_TOKEN: TOKEN });
    open = await startApi(backing);
  });
  afterAll(async () => {
    await Promise.all([api.stop(), open.stop()]);
    await backing.stop();
  });

  const path = '/internal/v1/process-clips';
  const shown = { Authorization: `Bearer ${TOKEN}` };
  const body = (processing_id: string, changes: object = {}) => ({
    processing_id,
    clips: [A, B],
    operations: ['normalize', 'thumbnail'],
    ...changes,
  });
  const post = (asked: unknown): Promise<Answer> => call(api, 'POST', path, asked, shown);
  const get = (rest: string): Promise<Answer> => call(api, 'GET', `${path}/${rest}`, undefined, shown);
  const rendersOf = async (id: string): Promise<readonly string[]> =>
    (await api.services.processing.get(id))?.compositionIds ?? [];
  /** What a worker does every second. */
  const settle = () => api.services.processing.settle(10, processClipsOutcome);
  const waiting = (source: string) => ({
    ...{ source, output_url: null, thumbnail_url: null, duration: null, width: null, height: null },
  });

  it('answers 202 with a job, and queues a render of the one engine for each clip', async () => {
    const { status, body: answer } = await post(body('order-1', { source_service: 'orders' }));
    expect(status).toBe(202);
    expect(answer).toEqual({
      processing_id: 'order-1',
      status: 'queued',
      clips: [waiting(A), waiting(B)],
      error: null,
      operations: ['normalize', 'thumbnail'],
      created_at: expect.any(String),
      completed_at: null,
    });
    const renders = await Promise.all((await rendersOf('order-1')).map((id) => api.services.compositions.get(id)));
    expect(renders.map((render) => [render?.status, render?.origin, render?.config['clips']])).toEqual([
      ['queued', 'process-clips', [{ url: A, color_preset: 'none' }]],
      ['queued', 'process-clips', [{ url: B, color_preset: 'none' }]],
    ]);
  });

  it('keeps the size of its clips, and renders no film where only thumbnails are asked for', async () => {
    await post(body('order-films'));
    await post(body('order-stills', { operations: ['thumbnail'] }));
    const outputs = async (id: string) => {
      const renders = await Promise.all((await rendersOf(id)).map((render) => api.services.compositions.get(render)));
      return renders.map((render) => render?.config['output']);
    };
    for (const output of await outputs('order-films')) {
      expect(output).toMatchObject({ source_size: true, resolution: '1440p' });
      expect(output).not.toHaveProperty('still_only');
    }
    for (const output of await outputs('order-stills')) expect(output).toMatchObject({ still_only: true });
  });

  it('is the same job for the same id and body, in whatever order and spacing, and 409 for another body', async () => {
    const asked = body('order-2', { callback_url: 'https://example.com/hook' });
    const { body: first } = await post(asked);
    const { clips, ...rest } = asked;
    const again = await post(`  ${JSON.stringify({ ...rest, source_service: null, clips })}`);
    expect([again.status, again.body]).toEqual([202, first]);
    expect(await rendersOf('order-2')).toHaveLength(2);
    const others = [{ clips: [A] }, { operations: ['thumbnail'] }, { callback_url: 'https://example.com/other' }];
    for (const other of others) {
      const answer = await post({ ...asked, ...other });
      expect([answer.status, errorOf(answer).code]).toEqual([409, 'CONFLICT']);
    }
  });

  it('is one job of twenty requests at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(body('order-3'))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(await rendersOf('order-3')).toHaveLength(2);
  });

  it('shows each clip when it is done, and completes when all are', async () => {
    await post(body('order-4'));
    const [first = '', second = ''] = await rendersOf('order-4');
    await complete(api, first, 'video');
    await settle();
    const half = (await get('order-4')).body;
    expect(half).toMatchObject({ status: 'processing', clips: [{ source: A, duration: 3 }, waiting(B)] });
    await complete(api, second, 'video');
    await settle();
    const { body: whole } = await get('order-4');
    expect(whole).toMatchObject({
      status: 'completed',
      error: null,
      clips: [first, second].map((id) => ({ output_url: `s3://cutroom/outputs/${id}/1/video.mp4`, duration: 3 })),
      completed_at: expect.any(String),
    });
  });

  it('gives no video where only thumbnails were asked for', async () => {
    await post(body('order-5', { operations: ['thumbnail'], clips: [A] }));
    const [id = ''] = await rendersOf('order-5');
    await complete(api, id, 'video');
    await settle();
    expect((await get('order-5')).body).toMatchObject({ status: 'completed', clips: [{ output_url: null }] });
  });

  it('fails where a clip failed or was cancelled, says which, and keeps what came of the others', async () => {
    await post(body('order-6', { clips: [A, B, A], callback_url: 'https://example.com/hook' }));
    const [first = '', second = '', third = ''] = await rendersOf('order-6');
    await complete(api, first, 'video');
    await api.services.compositions.fail(second, await claim(api, second), {
      ...{ code: 'INVALID_CLIP_FORMAT', message: 'The file has no picture.', details: {} },
    });
    await api.services.compositions.cancel(third);
    expect((await get('order-6/callbacks')).body).toEqual({ items: [] });
    await settle();
    expect((await get('order-6')).body).toMatchObject({
      status: 'failed',
      clips: [{ duration: 3 }, waiting(B), waiting(A)],
      error: {
        code: 'INVALID_CLIP_FORMAT',
        message: '2 of 3 clips could not be processed. The file has no picture.',
        details: { errors: [{ pointer: '/clips/1' }, { pointer: '/clips/2', code: 'CANCELLED' }] },
      },
    });
    expect((await get('order-6/callbacks')).body).toMatchObject({ items: [{ status: 'pending', attempts: [] }] });
  });

  it('takes as many places in the queue as it has clips', async () => {
    const waits = await api.services.compositions.queueDepth(10_000);
    const nearlyFull = await startApi(backing, { MAX_QUEUED: String(waits + 3) });
    try {
      const ask = (id: string): Promise<Answer> => call(nearlyFull, 'POST', path, body(id));
      expect((await ask('order-7')).status).toBe(202);
      const full = await ask('order-8');
      expect([full.status, errorOf(full).code]).toEqual([503, 'QUEUE_FULL']);
      expect((await ask('order-7')).status).toBe(202);
    } finally {
      await nearlyFull.stop();
    }
  });

  it('names all problems at once', async () => {
    const answer = await post({
      processing_id: '../x',
      clips: [A, 's3://elsewhere/a.mp4', 'file:///etc/passwd', 7],
      operations: ['normalize', 'normalise'],
      callback_url: 'http://10.0.0.1/',
      callbackurl: 1,
    });
    expect([answer.status, errorOf(answer).code]).toEqual([400, 'VALIDATION_FAILED']);
    expect([...pointersOf(answer)].sort()).toEqual(
      ['/callback_url', '/callbackurl', '/clips/1', '/clips/2', '/clips/3', '/operations', '/processing_id'].sort(),
    );
    const missing = await post({});
    expect([...pointersOf(missing)].sort()).toEqual(['/clips', '/operations', '/processing_id']);
  });

  it.each([
    ['no clips', { clips: [] }, ['/clips']],
    ['more clips than are allowed', { clips: Array(101).fill(A) }, ['/clips']],
    ['no operations', { operations: [] }, ['/operations']],
    ['an operation twice', { operations: ['thumbnail', 'thumbnail'] }, ['/operations']],
  ])('refuses %s', async (_what, changes, pointers) => {
    const answer = await post(body('order-x', changes));
    expect([answer.status, pointersOf(answer)]).toEqual([400, pointers]);
  });

  it('refuses sources elsewhere by their own code', async () => {
    const answer = await post(body('order-y', { clips: [A, 'https://example.com/a.mp4'] }));
    expect([errorOf(answer).code, pointersOf(answer)]).toEqual(['SOURCE_NOT_ALLOWED', ['/clips/1']]);
  });

  it('knows no job that was not asked for', async () => {
    for (const rest of ['order-none', 'order-none/callbacks', encodeURIComponent('../../x')]) {
      const answer = await get(rest);
      expect([answer.status, errorOf(answer).code]).toEqual([404, 'NOT_FOUND']);
    }
  });

  it('is only for those who show the token, where there is one', async () => {
    const wrong = [
      {},
      { Authorization: 'Bearer wrong' },
      { Authorization: TOKEN },
      { Authorization: `Basic ${TOKEN}` },
    ];
    for (const headers of wrong) {
      for (const [method, where] of [
        ['POST', path],
        ['GET', `${path}/order-1`],
        ['GET', `${path}/order-1/callbacks`],
      ] as const) {
        const answer = await call(api, method, where, method === 'POST' ? body('order-z') : undefined, headers);
        expect([answer.status, errorOf(answer).code]).toEqual([401, 'UNAUTHORIZED']);
        expect(answer.text).not.toContain(TOKEN);
      }
    }
    expect((await call(open, 'GET', `${path}/order-1`)).status).toBe(200);
  });

  it('a callback URL that said it is gone is called again when it is switched on', async () => {
    const url = 'https://example.com/gone';
    const switchOn = (to: TestApi, headers: Record<string, string>) =>
      call(to, 'POST', '/internal/v1/callback-endpoints/switch-on', { url }, headers);
    await api.services.database.query('INSERT INTO callback_endpoints (url) VALUES ($1)', [url]);
    expect((await switchOn(api, {})).status).toBe(401);
    expect((await switchOn(api, shown)).body).toEqual({ url });
    expect((await switchOn(api, shown)).status).toBe(404);
  });
});
