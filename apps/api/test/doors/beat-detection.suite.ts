import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { type Answer, call, errorOf } from '../support/http.js';

const PATH = '/internal/v1/beat-detection';
const TOKEN = 'a-token-of-your-own';

describe(PATH, () => {
  let backing: Backing;
  let on: TestApi;
  let off: TestApi;
  beforeAll(async () => {
    backing = await startBacking();
    on = await startApi(backing, { ENABLE_BEAT_DETECTION: 'true', INTERNAL_API_TOKEN: TOKEN });
    off = await startApi(backing);
  });
  afterAll(async () => {
    await Promise.all([on.stop(), off.stop()]);
    await backing.stop();
  });

  const ask = (method: string, path: string, body?: unknown, token = TOKEN): Promise<Answer> =>
    call(on, method, path, body, { Authorization: `Bearer ${token}` });

  it('takes a sound and shows how its job is doing', async () => {
    const asked = await ask('POST', PATH, { audio_url: 's3://cutroom/music.mp3' });
    expect(asked.status).toBe(202);
    expect(asked.body).toEqual({
      processing_id: expect.stringMatching(/^proc_/),
      status: 'queued',
      audio_url: 's3://cutroom/music.mp3',
      created_at: expect.any(String),
      result: null,
      error: null,
    });
    const id = String(asked.body['processing_id']);
    const result = { bpm: 120, beats: [0.5, 1] };
    await on.services.processing.finish(id, { status: 'completed', result });
    const read = await ask('GET', `${PATH}/${id}`);
    expect(read.body).toMatchObject({ processing_id: id, status: 'completed', result });
  });

  it.each([
    [{}, 'VALIDATION_FAILED', '/audio_url'],
    [{ audio_url: 's3://cutroom/a.mp3', audiourl: 1 }, 'VALIDATION_FAILED', '/audiourl'],
    [{ audio_url: 's3://elsewhere/a.mp3' }, 'SOURCE_NOT_ALLOWED', '/audio_url'],
  ])('refuses %j', async (body, code, pointer) => {
    const answer = await ask('POST', PATH, body);
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({ code, details: { errors: [{ pointer }] } });
  });

  it('is for those who show the token, where it is switched on, and for its own jobs', async () => {
    const body = { audio_url: 's3://cutroom/music.mp3' };
    expect((await ask('POST', PATH, body, 'another')).status).toBe(401);
    expect((await call(off, 'POST', PATH, body)).status).toBe(404);
    expect((await ask('GET', `${PATH}/proc_unknown`)).status).toBe(404);
  });
});
