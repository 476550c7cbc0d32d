import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { call, clip, errorOf, pointersOf } from '../support/http.js';
import { complete } from '../support/work.js';

describe('callback_url', () => {
  let backing: Backing;
  let api: TestApi;
  let fleet: TestApi;

  beforeAll(async () => {
    backing = await startBacking();
    api = await startApi(backing, { CALLBACK_OWN_HOSTS: 'orders.internal' });
    fleet = await startApi(backing, {
      ...{ ENVIRONMENT: 'production', INTERNAL_API_TOKEN: 'a-long-enough-token' },
      SIGNING_SECRET: 'a-long-enough-secret',
    });
  });
  afterAll(async () => {
    await Promise.all([api.stop(), fleet.stop()]);
    await backing.stop();
  });

  const path = '/api/v1/compositions';
  const post = (callback_url: unknown, changes: object = {}, to = api) =>
    call(to, 'POST', path, { clips: [{ ...clip, trim_end: 3 }], callback_url, ...changes });
  const log = async (id: string) => (await call(api, 'GET', `${path}/${id}/callbacks`)).body;

  it('is taken, kept apart from the request, and told by nobody before the end', async () => {
    const { status, body } = await post('https://EXAMPLE.com/hook?token=hunter2#part');
    expect(status).toBe(202);
    const id = String(body['composition_id']);
    const stored = await api.services.compositions.get(id);
    expect(stored?.callbackUrl).toBe('https://example.com/hook?token=hunter2');
    expect(JSON.stringify(stored?.config)).not.toContain('hunter2');
    expect(await log(id)).toEqual({ items: [] });
  });

  it('shows its delivery log, without what may be secret in the URL', async () => {
    const { body } = await post('http://orders.internal:8080/hook?token=hunter2');
    const id = String(body['composition_id']);
    await complete(api, id, 'video');
    const pending = {
      webhook_id: expect.stringMatching(/^msg_[0-9a-f]{32}$/),
      url: 'http://orders.internal:8080/hook?…',
      status: 'pending',
      created_at: expect.any(String),
      ended_at: null,
      next_attempt_at: expect.any(String),
      attempts: [],
    };
    expect(await log(id)).toEqual({ items: [pending] });
    const [claimed] = await api.services.callbacks.claim(1, 60);
    if (claimed === undefined) throw new Error('nothing was due');
    const attempt = { at: new Date().toISOString(), status: 204, error: null, duration_ms: 7 };
    await api.services.callbacks.record(claimed, attempt, { kind: 'delivered' });
    expect(await log(id)).toEqual({
      items: [
        { ...pending, status: 'delivered', ended_at: expect.any(String), next_attempt_at: null, attempts: [attempt] },
      ],
    });
  });

  it('has no log where there is no composition', async () => {
    const unknown = await call(api, 'GET', `${path}/comp_00000000000000000000000000/callbacks`);
    expect([unknown.status, errorOf(unknown).code]).toEqual([404, 'COMPOSITION_NOT_FOUND']);
  });

  it.each([
    'http://example.com/hook',
    'https://127.0.0.1/hook',
    'https://169.254.169.254/latest',
    'https://localhost/hook',
    'https://[::1]/hook',
    'https://user:hunter2@example.com/',
    'https://example.com:6379/',
    's3://cutroom/a.mp4',
    'hook',
    '',
    7,
  ])('%p is refused at its pointer', async (url) => {
    const answer = await post(url);
    expect([answer.status, errorOf(answer).code, pointersOf(answer)]).toEqual([
      400,
      'VALIDATION_FAILED',
      ['/callback_url'],
    ]);
    expect(answer.text).not.toContain('hunter2');
  });

  it('is refused together with all other problems', async () => {
    const answer = await post('http://10.0.0.1/', { clips: [{ ...clip, trim_start: 2, trim_end: 1 }], colour: 1 });
    expect([...pointersOf(answer)].sort()).toEqual(['/callback_url', '/clips/0/trim_end', '/colour']);
  });

  it('is refused by name where no secret is shared to sign with', async () => {
    const answer = await post('https://example.com/hook', {}, fleet);
    expect([answer.status, pointersOf(answer)]).toEqual([400, ['/callback_url']]);
    expect(errorOf(answer).message).toContain('CALLBACK_SECRET');
    expect((await post(undefined, {}, fleet)).status).toBe(202);
  });
});
