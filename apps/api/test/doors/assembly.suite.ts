import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { endEvent } from '#lib/answers';
import { type ForecastAnswer, type ForecastQuestion, settledSeq, terminalSeq } from '#lib/contracts';
import { parseResolution, parseVideoBitrate } from '../../src/assembly/parse.js';
import type { StateMessage } from '../../src/progress/messages.js';
import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { type Answer, call, errorOf, pointersOf } from '../support/http.js';
import { until } from '../support/until.js';
import { claim, complete } from '../support/work.js';

const PLAN: ForecastAnswer = { kind: 'plan', frames: 72, duration: 3, segments: 1, reusable: 0 };

describe('/api/v1/assembly', () => {
  let backing: Backing;
  let api: TestApi;
  let asked: ForecastQuestion[];
  /** What a worker would say of the shots. */
  let says: ForecastAnswer | null;

  beforeAll(async () => {
    backing = await startBacking();
    api = await startApi(backing);
    const home = join(backing.dataDir, 'projects', 'summer');
    await mkdir(join(home, 'shots'), { recursive: true });
    await writeFile(join(home, 'project.json'), '{"title":"Summer"}');
    for (const name of ['001.mp4', '002.mov']) await writeFile(join(home, 'shots', name), 'film');
    await writeFile(join(backing.dataDir, 'projects', 'other.mp4'), 'film');
    await symlink(join(backing.dataDir, 'projects', 'other.mp4'), join(home, 'shots', 'escape.mp4'));
    const { services } = api;
    await services.workers.heartbeat('looker', {
      ...{ ffmpegVersion: '8.1', transitions: [], encoders: [], filters: [], sandbox: 'none' },
    });
    const { queue } = services;
    const add = queue.add.bind(queue);
    // The worker's part of a forecast; everything else stays real.
    queue.add = async (name, payload, options) => {
      if (name !== 'forecast') return add(name, payload, options);
      asked.push(payload as ForecastQuestion);
    };
    services.answers.take = async () => says;
  });
  beforeEach(() => {
    asked = [];
    says = PLAN;
  });
  afterAll(async () => {
    await api.stop();
    await backing.stop();
  });

  const post = (body: unknown): Promise<Answer> => call(api, 'POST', '/api/v1/assembly/process', body);
  const get = (id: string): Promise<Answer> => call(api, 'GET', `/api/v1/assembly/jobs/${id}`);
  const started = async (changes: object = {}): Promise<string> => {
    const { body } = await post({ project: 'summer', shots: ['shots/001.mp4', 'shots/002.mov'], ...changes });
    return String(body['job_id']);
  };

  it('answers 202 with a job: a composition of the shots, once a worker has decoded the first frame of each', async () => {
    const answer = await post({
      project: 'summer',
      shots: ['shots/001.mp4', { file: 'shots/002.mov', in: 1.5, out: 4 }],
      config: { output_format: 'mov', resolution: '640x360', bitrate: '800k', fps: 25, quality_preset: 'draft' },
    });
    expect([answer.status, answer.body]).toEqual([
      202,
      { job_id: expect.stringMatching(/^comp_/), status: 'queued', project: 'summer', shot_count: 2 },
    ]);
    const composition = await api.services.compositions.get(String(answer.body['job_id']));
    expect([composition?.origin, composition?.config]).toMatchObject([
      'assembly',
      {
        clips: [
          { url: 'folder://projects/summer/shots/001.mp4' },
          { url: 'folder://projects/summer/shots/002.mov', trim_start: 1.5, trim_end: 4 },
        ],
        output: {
          ...{ resolution: { width: 640, height: 360 }, fps: 25, format: 'mov' },
          ...{ video_bitrate: 800_000, preset: 'ultrafast', max_seconds: 3600 },
        },
      },
    ]);
    expect(asked).toMatchObject([{ firstFrames: true, request: composition?.config }]);
  });

  it.each([
    [
      'shots that are not there or not in the project',
      ['no.mp4', '../other.mp4', 'shots/escape.mp4', '/etc/passwd', 'shots'],
      [0, 1, 2, 3, 4],
    ],
  ])('refuses %s, each by its index, before a worker is asked', async (_, shots, refused) => {
    const answer = await post({ project: 'summer', shots });
    expect([answer.status, pointersOf(answer)]).toEqual([422, refused.map((index) => `/shots/${index}`)]);
    expect(asked).toEqual([]);
  });

  it('lists what is not there together with what a worker finds wrong with the rest', async () => {
    says = { kind: 'refused', errors: [{ pointer: '/clips/1/url', message: 'It is damaged.' }] };
    const answer = await post({ project: 'summer', shots: ['shots/001.mp4', 'no.mp4', 'shots/002.mov'] });
    expect([answer.status, pointersOf(answer)]).toEqual([422, ['/shots/1', '/shots/2']]);
    says = null;
    expect((await post({ project: 'summer', shots: ['shots/001.mp4', 'no.mp4'] })).status).toBe(422);
  });

  it('refuses what a worker cannot open or decode, each by its index', async () => {
    says = {
      kind: 'refused',
      errors: [
        { pointer: '/clips/1/url', message: 'Its first picture cannot be decoded.' },
        { pointer: '/clips/0/trim_end', message: 'is beyond the end' },
      ],
    };
    const answer = await post({ project: 'summer', shots: ['shots/001.mp4', 'shots/002.mov'] });
    expect([answer.status, pointersOf(answer)]).toEqual([422, ['/shots/1', '/shots/0/out']]);
    says = null;
    expect((await post({ project: 'summer', shots: ['shots/001.mp4'] })).status).toBe(503);
  });

  it.each<[string, object, readonly string[]]>([
    ['no shots', { shots: [] }, ['/shots']],
    [
      'shots that are none',
      { shots: [1, { in: 2 }, { file: 'a', out: 1, in: 2, x: 1 }] },
      ['/shots/0', '/shots/1/file', '/shots/2/x', '/shots/2/out'],
    ],
    [
      'a config that is none',
      { config: { output_format: 'avi', resolution: '641x360', bitrate: 'much', fps: 0, quality_preset: 'best' } },
      ['output_format', 'resolution', 'bitrate', 'fps', 'quality_preset'].map((name) => `/config/${name}`),
    ],
    ['a project that is a path', { project: '../summer' }, ['/project']],
  ])('refuses %s with every problem', async (_, changes, pointers) => {
    const answer = await post({ project: 'summer', shots: ['shots/001.mp4'], ...changes });
    expect([answer.status, pointersOf(answer)]).toEqual([422, pointers]);
  });

  it('knows no other projects and no other jobs', async () => {
    expect((await post({ project: 'winter', shots: ['a.mp4'] })).status).toBe(404);
    expect((await get('comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8')).status).toBe(404);
  });

  it('is completed when the file is in the project, not before', async () => {
    const id = await started();
    expect((await get(id)).body).toEqual({
      ...{
        job_id: id,
        status: 'queued',
        progress: 0,
        current_shot: null,
        error: null,
        output_file: null,
        duration: null,
      },
      ...{ created_at: expect.any(String), updated_at: expect.any(String) },
    });
    const attempt = await claim(api, id);
    await api.services.compositions.saveProgress(id, attempt, { stage: 'encoding', percentage: 60, message: '' });
    expect((await get(id)).body).toMatchObject({ status: 'processing', progress: 60, current_shot: 1 });
    const stream = await fetch(`${api.url}/api/v1/assembly/jobs/${id}/progress`);
    const events = stream.text();
    await complete(api, id, 'film', attempt);
    expect((await get(id)).body).toMatchObject({ status: 'processing', progress: 99, output_file: null });
    expect((await api.services.projectExports.take(60))?.compositionId).toBe(id);
    await api.services.projectExports.settle(id, null);
    expect((await get(id)).body).toMatchObject({
      ...{ status: 'completed', progress: 100, duration: 3 },
      output_file: `exports/assembly-${id.slice(5)}.mp4`,
    });
    expect(
      (await events)
        .trim()
        .split('\n\n')
        .map((event) => /^event: (\w+)/.exec(event)?.[1]),
    ).toEqual(['progress', 'completed']);
    expect(await events).toContain('"current_shot":1');
  });

  it('is not completed before for those who watch it by socket.io either', async () => {
    const id = await started();
    const socket = io(`${api.url}/compositions`, { transports: ['websocket'], forceNew: true });
    const heard: { name: string; status: string; percentage: number }[] = [];
    try {
      socket.onAny((name: string, { status, progress }: StateMessage) =>
        heard.push({ name, status, percentage: progress.percentage }),
      );
      await socket.emitWithAck('subscribe', { composition_id: id });
      await complete(api, id, 'film');
      api.services.progressBus.publish({
        ...{ type: 'completed', seq: terminalSeq(1), composition_id: id, status: 'completed', error: null },
        ...{ progress: { stage: 'completed', percentage: 100, message: '' }, timestamp: new Date().toISOString() },
      });
      await until(() => heard.length > 0);
      await api.services.projectExports.settle(id, null);
      await until(() => heard.at(-1)?.name === 'completed');
      expect(heard).toEqual([
        { name: 'status', status: 'processing', percentage: 100 },
        { name: 'completed', status: 'completed', percentage: 100 },
      ]);
      const again = (await socket.emitWithAck('subscribe', { composition_id: id })) as StateMessage;
      expect(again.status).toBe('completed');
    } finally {
      socket.disconnect();
    }
  });

  it('fails with the shot that failed, and cancels', async () => {
    const failed = await started();
    await api.services.compositions.fail(failed, await claim(api, failed), {
      ...{ code: 'INVALID_CLIP_FORMAT', message: 'The file is damaged.' },
      details: { errors: [{ pointer: '/clips/1/url', message: 'The file is damaged.' }] },
    });
    expect((await get(failed)).body).toMatchObject({
      status: 'failed',
      error: { code: 'INVALID_CLIP_FORMAT', details: { errors: [{ pointer: '/shots/1' }] } },
    });
    const cancelled = await started();
    const answer = await call(api, 'DELETE', `/api/v1/assembly/jobs/${cancelled}`);
    expect([answer.status, answer.body['status']]).toEqual([200, 'cancelled']);
    const again = await call(api, 'DELETE', `/api/v1/assembly/jobs/${cancelled}`);
    expect([again.status, errorOf(again).code]).toEqual([409, 'CONFLICT']);
    expect(await api.services.projectExports.take(60)).toBeNull();
    expect(await readFile(join(backing.dataDir, 'projects', 'summer', 'project.json'), 'utf8')).toBe(
      '{"title":"Summer"}',
    );
  });

  it('cancels what is rendered and not in the project yet, and not what is there', async () => {
    const [rendered, exported] = [await started(), await started()];
    for (const id of [rendered, exported]) await complete(api, id, 'film');
    await api.services.projectExports.settle(exported, null);
    const { progress, progressBus, compositions } = api.services;
    const told: number[] = [];
    const subscription = progress.subscribe(rendered, ({ seq }) => told.push(seq));
    await subscription.live;
    const row = await compositions.get(rendered);
    const event = row === null ? null : endEvent(row);
    if (event === null) throw new Error('It has not ended.');
    progressBus.publish(event);
    const answer = await call(api, 'DELETE', `/api/v1/assembly/jobs/${rendered}`);
    expect([answer.status, answer.body['status'], answer.body['progress']]).toEqual([200, 'cancelled', 99]);
    // What has the number of the last word, or a lower one, reaches nobody.
    progressBus.publish(event);
    await until(() => told.length > 1);
    subscription.close();
    expect(told).toEqual([terminalSeq(1), settledSeq(1)]);
    expect(await api.services.projectExports.take(60)).toBeNull();
    for (const id of [rendered, exported]) {
      const late = await call(api, 'DELETE', `/api/v1/assembly/jobs/${id}`);
      expect([late.status, errorOf(late).code]).toEqual([409, 'CONFLICT']);
    }
    expect((await get(exported)).body['status']).toBe('completed');
  });

  it.each([
    ['5000k', 5_000_000],
    ['5M', 5_000_000],
    ['99k', null],
    ['5000', null],
  ])('the bit rate %s is %j', (text, bits) => expect(parseVideoBitrate(text)).toBe(bits));

  it.each([
    ['1920x1080', { width: 1920, height: 1080 }],
    ['1919x1080', null],
    ['1920', null],
  ])('the resolution %s is %j', (text, size) => expect(parseResolution(text)).toEqual(size));
});
