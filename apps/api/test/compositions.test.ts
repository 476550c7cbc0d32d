import { type Backing, startApi, startBacking, type TestApi } from './support/api.js';
import { type Answer, call, clip } from './support/http.js';

describe('POST /api/v1/compositions', () => {
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

  const post = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    call(api, 'POST', '/api/v1/compositions', body, headers);

  it('answers 202 with the id, a prediction and where to watch', async () => {
    const { status, body } = await post({ clips: [{ ...clip, trim_end: 3 }], metadata: { campaign: 7 } });
    expect(status).toBe(202);
    expect(body).toEqual({
      composition_id: expect.stringMatching(/^comp_[0-9A-Z]{26}$/),
      status: 'queued',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      estimated_duration: 4.2,
      websocket_url: `wss://cutroom.example.com/ws/compositions/${String(body['composition_id'])}`,
      metadata: { campaign: 7 },
    });
  });
});
