import { request } from 'node:http';
import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { call, clip, errorOf } from '../support/http.js';

describe('what every door shares', () => {
  let backing: Backing;
  let api: TestApi;

  beforeAll(async () => {
    backing = await startBacking();
    api = await startApi(backing, { MAX_BODY_BYTES: '2000', CORS_ORIGINS: 'https://app.example.com' });
  });
  afterAll(async () => {
    await api.stop();
    await backing.stop();
  });

  const path = '/api/v1/compositions';

  describe('X-Request-Id', () => {
    it('is taken, returned, and stored with the composition', async () => {
      const answer = await call(api, 'POST', path, { clips: [clip] }, { 'X-Request-Id': 'trace-1.2:3' });
      expect(answer.headers.get('x-request-id')).toBe('trace-1.2:3');
      const stored = await api.services.compositions.get(String(answer.body['composition_id']));
      expect(stored?.requestId).toBe('trace-1.2:3');
    });

    it.each(['has space', '<script>', 'x'.repeat(101)])('is made where %j was sent', async (id) => {
      const answer = await call(api, 'GET', '/health', undefined, { 'X-Request-Id': id });
      expect(answer.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{24}$/);
    });

    it('is in the error', async () => {
      const answer = await call(api, 'GET', '/nowhere', undefined, { 'X-Request-Id': 'abc' });
      expect(answer.status).toBe(404);
      expect(errorOf(answer)).toEqual({
        code: 'NOT_FOUND',
        message: 'There is nothing here.',
        details: {},
        timestamp: expect.stringMatching(/Z$/),
        request_id: 'abc',
      });
    });
  });

  it('refuses a body over the limit with 413', async () => {
    const answer = await call(api, 'POST', path, { clips: [clip], metadata: { a: 'x'.repeat(2000) } });
    expect([answer.status, errorOf(answer).code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('refuses an encoding it does not know', async () => {
    const answer = await call(api, 'POST', path, '{}', { 'Content-Encoding': 'zip' });
    expect([answer.status, errorOf(answer).code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it.each([
    ['PUT', '/api/v1/compositions', 'GET, HEAD, POST', { error: { code: 'METHOD_NOT_ALLOWED' } }],
    ['POST', '/api/v1/compositions/comp_1', 'DELETE, GET, HEAD', { error: { code: 'METHOD_NOT_ALLOWED' } }],
    ['DELETE', '/api/v1/sources', 'GET, HEAD', { detail: 'This path takes GET, HEAD only.' }],
    ['GET', '/assemble-video', 'POST', { error: 'METHOD_NOT_ALLOWED', details: [] }],
    ['GET', '/trim', 'POST', { error: { code: 'METHOD_NOT_ALLOWED' } }],
    ['POST', '/openapi.json', 'GET, HEAD', { error: { code: 'METHOD_NOT_ALLOWED' } }],
  ])('answers %s %s with 405, what it allows, and in the words of the door', async (method, there, allow, body) => {
    const answer = await call(api, method, there);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
    expect(answer.body).toMatchObject(body);
  });

  it('answers HEAD where there is GET, and 404 to every method where there is nothing', async () => {
    expect((await fetch(`${api.url}/health`, { method: 'HEAD' })).status).toBe(200);
    expect((await call(api, 'PUT', '/nowhere')).status).toBe(404);
  });

  it('answers a path that is no path', async () => {
    const status = await new Promise((resolve, reject) => {
      const { hostname, port } = new URL(api.url);
      request({ hostname, port, path: `${path}/%E0%A4%A` }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(400);
  });

  it('allows the origins it is told to', async () => {
    const preflight = (origin: string) =>
      call(api, 'OPTIONS', path, undefined, {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'idempotency-key',
      });
    const allowed = await preflight('https://app.example.com');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(allowed.headers.get('access-control-allow-headers')).toMatch(/idempotency-key/i);
    expect((await preflight('https://evil.example.com')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('says nothing of what it is made of', async () => {
    const { headers } = await call(api, 'GET', '/health');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  });
});

describe('limits', () => {
  let backing: Backing;
  beforeAll(async () => {
    backing = await startBacking();
  });
  afterAll(() => backing.stop());

  it('answers 429 with Retry-After over the rate, and leaves health alone', async () => {
    const api = await startApi(backing, { RATE_LIMIT_PER_MINUTE: '5' });
    try {
      const answers = [];
      for (let i = 0; i < 6; i += 1) answers.push(await call(api, 'GET', '/api/v1/compositions'));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
      const last = answers[5];
      expect(last && errorOf(last).code).toBe('RATE_LIMITED');
      expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await call(api, 'GET', '/health')).status).toBe(200);
    } finally {
      await api.stop();
    }
  });

  it.each([
    ['1', [200, 200, 429]],
    ['0', [200, 429, 429]],
  ])('counts clients behind %s proxies apart, and believes nobody else', async (proxies, statuses) => {
    const api = await startApi(backing, { RATE_LIMIT_PER_MINUTE: '1', TRUST_PROXY: proxies });
    try {
      const answers = [];
      for (const address of ['203.0.113.1', '203.0.113.2', '198.51.100.7, 203.0.113.1']) {
        answers.push(await call(api, 'GET', '/api/v1/compositions', undefined, { 'X-Forwarded-For': address }));
      }
      expect(answers.map(({ status }) => status)).toEqual(statuses);
    } finally {
      await api.stop();
    }
  });

  it('lets an upload take as long as it is told, and a header only a moment', async () => {
    const api = await startApi(backing, { UPLOAD_TIMEOUT: '1800' });
    try {
      expect(api.server.requestTimeout).toBe(1_800_000);
      expect(api.server.headersTimeout).toBeLessThanOrEqual(30_000);
    } finally {
      await api.stop();
    }
  });

  it('answers 503 QUEUE_FULL with Retry-After when enough waits', async () => {
    const api = await startApi(backing, { MAX_QUEUED: '2' });
    try {
      const answers = [];
      for (let i = 0; i < 3; i += 1) answers.push(await call(api, 'POST', '/api/v1/compositions', { clips: [clip] }));
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 503]);
      const last = answers[2];
      expect(last && errorOf(last).code).toBe('QUEUE_FULL');
      expect(last?.headers.get('retry-after')).toBe('10');
    } finally {
      await api.stop();
    }
  });

  it('repeats the first answer to a key though the queue is full and the transition gone', async () => {
    const own = await startBacking();
    const api = await startApi(own, { MAX_QUEUED: '1' });
    try {
      const body = { clips: [clip, { ...clip, transition_in: 'hlwind' }] };
      const post = (sent: object) => call(api, 'POST', '/api/v1/compositions', sent, { 'Idempotency-Key': 'once' });
      const first = await post(body);
      expect(first.status).toBe(202);
      const full = await call(api, 'POST', '/api/v1/compositions', body);
      expect([full.status, errorOf(full).code]).toEqual([503, 'QUEUE_FULL']);
      const again = await post(body);
      expect([again.status, again.body]).toEqual([202, first.body]);

      const capabilities = {
        ffmpegVersion: '8.1.3',
        transitions: ['fade'],
        encoders: [],
        filters: [],
        sandbox: 'none',
      };
      await api.services.workers.heartbeat('w1', capabilities);
      const later = await startApi(own, { MAX_QUEUED: '1' });
      const repeat = (sent: object) => call(later, 'POST', '/api/v1/compositions', sent, { 'Idempotency-Key': 'once' });
      expect((await call(later, 'POST', '/api/v1/compositions', body)).status).toBe(400);
      const latest = await repeat(body);
      expect([latest.status, latest.body]).toEqual([202, first.body]);
      const other = await repeat({ clips: [clip] });
      expect([other.status, errorOf(other).code]).toEqual([422, 'IDEMPOTENCY_CONFLICT']);
      await later.stop();
    } finally {
      await api.stop();
      await own.stop();
    }
  });

  it('answers 503 STORAGE_ERROR while the store is away, and goes on taking compositions', async () => {
    const api = await startApi(backing, {
      STORAGE_DRIVER: 's3',
      S3_ENDPOINT: 'http://127.0.0.1:1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
    try {
      const form = new FormData();
      form.append('file', new Blob(['media']), 'a.mp4');
      const answer = await call(api, 'POST', '/api/v1/assets', form);
      expect([answer.status, errorOf(answer).code]).toEqual([503, 'STORAGE_ERROR']);
      expect(answer.text).not.toContain('127.0.0.1');
      expect((await call(api, 'POST', '/api/v1/compositions', { clips: [clip] })).status).toBe(202);
      const { body } = await call(api, 'GET', '/health/detailed');
      expect(body).toMatchObject({ status: 'degraded', components: { s3: { status: 'unhealthy', driver: 's3' } } });
    } finally {
      await api.stop();
    }
  });

  it('takes compositions with Redis down, and answers 503 with Postgres gone', async () => {
    const own = await startBacking();
    const api = await startApi(own);
    try {
      await own.redis.kill9();
      expect((await call(api, 'POST', '/api/v1/compositions', { clips: [clip] })).status).toBe(202);
      await api.services.database.destroy();
      const answer = await call(api, 'GET', '/api/v1/compositions');
      expect([answer.status, errorOf(answer).code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
      expect(answer.headers.get('retry-after')).toBe('5');
      expect((await call(api, 'GET', '/health/ready')).status).toBe(503);
      expect((await call(api, 'GET', '/health/live')).status).toBe(200);
    } finally {
      await api.stop();
      await own.stop();
    }
  });
});
