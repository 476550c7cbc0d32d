import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { call, clip } from '../support/http.js';

interface Schema {
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
}

/** Whether /docs has a value to show: the property's own, or that of a schema it refers to. */
const isShown = (schema: Schema): boolean =>
  ['example', 'examples', 'default', 'enum', '$ref', 'allOf'].some((key) => key in schema) ||
  schema.oneOf?.some((one) => '$ref' in one) === true ||
  (schema.items !== undefined && '$ref' in schema.items);

describe('operations', () => {
  let backing: Backing;
  let api: TestApi;

  beforeAll(async () => {
    backing = await startBacking();
    api = await startApi(backing);
  });
  afterAll(async () => {
    await api.stop();
    await backing.stop();
  });

  it('GET /health', async () => {
    const { status, body } = await call(api, 'GET', '/health');
    expect([status, body]).toEqual([200, { status: 'healthy', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) }]);
  });

  it('GET /health/detailed knows each part, and ffmpeg from the workers that live', async () => {
    const before = await call(api, 'GET', '/health/detailed');
    expect(before.body).toMatchObject({
      status: 'degraded',
      components: { database: { status: 'healthy' }, ffmpeg: { status: 'unhealthy', workers: 0 } },
    });
    await api.services.workers.heartbeat('w1', {
      ffmpegVersion: '8.1.3',
      transitions: ['fade', 'dissolve'],
      encoders: ['libx264'],
      filters: [],
      sandbox: 'bwrap',
      fonts: ['Noto Sans'],
    });
    const { body } = await call(api, 'GET', '/health/detailed');
    expect(body).toEqual({
      status: 'healthy',
      components: {
        database: { status: 'healthy' },
        redis: { status: 'healthy' },
        s3: { status: 'healthy', driver: 'fs' },
        ffmpeg: { status: 'healthy', workers: 1, versions: ['8.1.3'], sandboxes: ['bwrap'] },
      },
      version: expect.any(String),
      timestamp: expect.stringMatching(/Z$/),
    });
  });

  it('takes only transitions that the workers have', async () => {
    const other = await startApi(backing);
    try {
      const post = (transition_in: string) =>
        call(other, 'POST', '/api/v1/compositions', { clips: [clip, { ...clip, transition_in }] });
      expect((await post('dissolve')).status).toBe(202);
      expect((await post('crossfade')).status).toBe(202);
      const refused = await post('hlwind');
      expect(refused.status).toBe(400);
      expect(refused.text).toContain('hlwind');
    } finally {
      await other.stop();
    }
  });

  it('takes only fonts that the workers have, and names the nearest', async () => {
    const other = await startApi(backing);
    try {
      const post = (font: string) =>
        call(other, 'POST', '/api/v1/compositions', {
          clips: [clip],
          overlays: [{ type: 'text', content: 'x', style: { font } }],
        });
      expect((await post('noto sans')).status).toBe(202);
      const { status, body } = await post('Noto Sens');
      expect(status).toBe(400);
      expect(body).toMatchObject({
        error: {
          code: 'INVALID_TIMELINE',
          details: {
            errors: [
              {
                pointer: '/overlays/0/style/font',
                message: 'There is no font "Noto Sens" here. Did you mean "Noto Sans"?',
              },
            ],
          },
        },
      });
    } finally {
      await other.stop();
    }
  });

  it('GET /metrics counts requests by route and shows the queue', async () => {
    await call(api, 'POST', '/api/v1/compositions', { clips: [clip] });
    const { status, text } = await call(api, 'GET', '/metrics');
    expect(status).toBe(200);
    expect(text).toMatch(/cutroom_http_request_seconds_count\{[^}]*route="\/api\/v1\/compositions"[^}]*\} \d+/);
    expect(text).toMatch(/cutroom_queue_depth\{[^}]*state="queued"[^}]*\} \d+/);
    expect(text).toMatch(/cutroom_queue_jobs\{queue="render",state="prioritized",[^}]*\} \d+/);
    expect(text).not.toMatch(/comp_[0-9A-Z]{26}/);
  });

  it('serves its documentation from this machine', async () => {
    const docs = await call(api, 'GET', '/docs');
    expect([docs.status, docs.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    const redoc = await call(api, 'GET', '/redoc');
    expect(redoc.status).toBe(200);
    const assets = [...`${docs.text}${redoc.text}`.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => String(url));
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      expect(asset).not.toMatch(/^(https?:)?\/\//);
      const { status } = await call(api, 'GET', new URL(asset, `${api.url}/docs`).pathname);
      expect([asset, status]).toEqual([asset, 200]);
    }
  });

  it('GET /openapi.json describes every route', async () => {
    const { body } = await call(api, 'GET', '/openapi.json');
    expect(Object.keys(body['paths'] as object).sort()).toEqual([
      '/api/v1/assemblies',
      '/api/v1/assemblies/{id}',
      '/api/v1/assembly/jobs/{id}',
      '/api/v1/assembly/jobs/{id}/progress',
      '/api/v1/assembly/process',
      '/api/v1/assets',
      '/api/v1/assets/presign',
      '/api/v1/assets/{id}',
      '/api/v1/assets/{id}/finalize',
      '/api/v1/compositions',
      '/api/v1/compositions/validate',
      '/api/v1/compositions/{id}',
      '/api/v1/compositions/{id}/callbacks',
      '/api/v1/compositions/{id}/download',
      '/api/v1/compositions/{id}/events',
      '/api/v1/compositions/{id}/metadata',
      '/api/v1/output/{asm_id}/{filename}',
      '/api/v1/sources',
      '/api/v1/sources/reindex',
      '/assemble-video',
      '/dev/reset-user',
      '/dev/test-generation',
      '/health',
      '/health/detailed',
      '/health/live',
      '/health/ready',
      '/internal/v1/beat-detection',
      '/internal/v1/beat-detection/{processing_id}',
      '/internal/v1/callback-endpoints/switch-on',
      '/internal/v1/process-clips',
      '/internal/v1/process-clips/{processing_id}',
      '/internal/v1/process-clips/{processing_id}/callbacks',
      '/metrics',
      '/output/{asm_id}/{filename}',
      '/overlays',
      '/result/{job_id}',
      '/status/{job_id}',
      '/transcode/{id}',
      '/trim',
      '/variants/{id}/download',
      '/videos',
      '/videos/upload',
      '/videos/{id}/variants',
    ]);
  });

  it('shows a value of every property of every schema', async () => {
    const { body } = await call(api, 'GET', '/openapi.json');
    const { schemas } = body['components'] as { schemas: Record<string, { properties?: Record<string, Schema> }> };
    const silent = Object.entries(schemas).flatMap(([name, { properties = {} }]) =>
      Object.entries(properties).flatMap(([field, schema]) => (isShown(schema) ? [] : [`${name}.${field}`])),
    );
    expect(silent).toEqual([]);
  });
});
