import type { ForecastAnswer, JobPayloads } from '#lib/contracts';
import { newAssetId } from '#lib/persistence';
import { AnswerBox, startWorkers, type WorkerPool } from '#lib/queue';
import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { type Answer, call } from '../support/http.js';

const LOGGER = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };

describe('POST /api/v1/compositions/validate', () => {
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

  const validate = (body: unknown): Promise<Answer> => call(api, 'POST', '/api/v1/compositions/validate', body);
  const rows = async (): Promise<unknown> => {
    const counts = ['compositions', 'outbox', 'idempotency_keys', 'assets', 'processing_jobs'].map(
      (table) => `(SELECT count(*) FROM ${table}) AS ${table}`,
    );
    return api.services.database.query(`SELECT ${counts.join(', ')}`);
  };
  const upload = async (seconds: number): Promise<string> => {
    const assetId = newAssetId();
    const object = { bucket: 'cutroom', key: `assets/${assetId}/a.mp4` };
    const { assets } = api.services;
    await assets.createReady(
      { assetId, ...object, filename: 'a.mp4', contentType: 'video/mp4', sizeBytes: 1 },
      null,
      'req_test',
    );
    await assets.saveProbe(assetId, { probe: { duration: seconds } });
    return `s3://${object.bucket}/${object.key}`;
  };

  it('names all problems at once, with hints, and stores nothing', async () => {
    const before = await rows();
    const { status, body } = await validate({
      clips: [
        { url: 's3://cutroom/a.mp4', trim_start: 2, trim_end: 1, volum: 1 },
        { url: 's3://elsewhere/b.mp4', transition_in: 'crosfade' },
      ],
      audio: { music_url: 's3://cutroom/m.mp3', duckng: true },
      outputs: {},
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ valid: false, plan: null });
    const errors = body['errors'] as { readonly pointer: string; readonly message: string }[];
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/audio/duckng',
      '/clips/0/trim_end',
      '/clips/0/volum',
      '/clips/1/transition_in',
      '/clips/1/url',
      '/outputs',
    ]);
    expect(errors.find(({ pointer }) => pointer === '/clips/0/volum')?.message).toBe(
      'unknown field (did you mean "volume"?)',
    );
    expect(await rows()).toEqual(before);
  });

  it.each([
    ['a list', []],
    ['nothing', undefined],
  ])('answers 200 to %s as well', async (_what, body) => {
    expect(await validate(body)).toMatchObject({
      status: 200,
      body: {
        valid: false,
        errors: [{ pointer: '', message: expect.stringContaining('must be a JSON object') }],
        plan: null,
      },
    });
  });

  it('without a worker says what the request and the probes of uploads tell, and null for the rest', async () => {
    const url = await upload(7.5);
    const before = await rows();
    const clips = [
      { url, trim_start: 0.5 },
      { url: 's3://cutroom/b.mp4', trim_end: 3 },
    ];
    expect((await validate({ clips })).body).toEqual({
      valid: true,
      errors: [],
      plan: { duration: 10, frames: 300, segments: null, reusable: null, estimated_duration: 7.2 },
    });
    const unknown = { url: 's3://cutroom/never-seen.mp4' };
    expect((await validate({ clips: [...clips, unknown] })).body['plan']).toMatchObject({
      duration: null,
      frames: null,
      estimated_duration: expect.any(Number),
    });
    expect(await rows()).toEqual(before);
  });

  describe('with a worker', () => {
    let pool: WorkerPool;
    let box: AnswerBox;
    let asked: JobPayloads['forecast'][];
    let answer: ForecastAnswer;
    beforeAll(async () => {
      const connection = { url: backing.redis.url, logger: LOGGER };
      box = new AnswerBox(connection);
      pool = startWorkers({
        connection,
        handlers: {
          render: async () => undefined,
          part: async () => undefined,
          assemble: async () => undefined,
          probe: async () => undefined,
          reindex: async () => undefined,
          beats: async () => undefined,
          forecast: async ({ data }) => {
            asked.push(data);
            await box.put(data.forecastId, answer);
          },
        },
      });
      const capabilities = {
        ffmpegVersion: '1',
        transitions: ['fade'],
        encoders: [],
        filters: [],
        fonts: [],
        sandbox: 'none',
      };
      await api.services.workers.heartbeat('test-worker', capabilities);
    });
    beforeEach(() => {
      asked = [];
    });
    afterAll(async () => {
      await pool.drain(0);
      box.close();
    });

    it('gives its plan, and predicts the cost of what is not there yet', async () => {
      answer = { kind: 'plan', frames: 300, duration: 10, segments: 4, reusable: 3 };
      const { body } = await validate({ clips: [{ url: 's3://cutroom/a.mp4' }], output: { fps: 30 } });
      expect(body).toEqual({
        valid: true,
        errors: [],
        // Two and a half seconds of film to encode, at 0.6 s each, and 1.2 s for the rest.
        plan: { duration: 10, frames: 300, segments: 4, reusable: 3, estimated_duration: 2.7 },
      });
      expect(asked).toMatchObject([
        { request: { clips: [{ url: 's3://cutroom/a.mp4' }], output: { resolution: '720p', crf: 21, fps: 30 } } },
      ]);
    });

    it('gives the problems it met', async () => {
      const errors = [{ pointer: '/clips/0/url', message: 'This file has no picture, so it cannot be a clip.' }];
      answer = { kind: 'refused', errors };
      const { body } = await validate({ clips: [{ url: 's3://cutroom/a.mp4' }] });
      expect(body).toEqual({ valid: false, errors, plan: null });
    });

    it('that cannot tell leaves what the request says', async () => {
      answer = { kind: 'unknown' };
      const { body } = await validate({ clips: [{ url: 's3://cutroom/a.mp4', trim_end: 2 }] });
      expect(body['plan']).toMatchObject({ duration: 2, frames: 60, segments: null, reusable: null });
    });
  });
});
