import type { Composition } from '#lib/persistence';
import { originAllowed } from '../../src/http/cors.js';
import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { until } from '../support/until.js';
import { claim, complete } from '../support/work.js';

interface FlatAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly error: string;
  readonly paths: readonly string[];
  readonly text: string;
}

const METADATA = {
  scenes: [
    { index: 0, imageDuration: 2 },
    { index: 1, imageDuration: 1.5 },
  ],
  resolution: { width: 640, height: 360 },
};
const TWO = { images: ['one', 'two'], audio: ['la', 'li'] };

describe('POST /assemble-video', () => {
  let backing: Backing;
  let api: TestApi;
  let hurried: TestApi;

  beforeAll(async () => {
    backing = await startBacking();
    api = await startApi(backing, { ASSEMBLE_VIDEO_MAX_BYTES: '100000' });
    hurried = await startApi(backing, { ASSEMBLE_VIDEO_TIMEOUT: '0.5' });
  });
  afterAll(async () => {
    await Promise.all([api.stop(), hurried.stop()]);
    await backing.stop();
  });

  const form = (metadata: unknown, files: Record<string, readonly string[]> = TWO): FormData => {
    const data = new FormData();
    if (metadata !== undefined)
      data.append('metadata', typeof metadata === 'string' ? metadata : JSON.stringify(metadata));
    for (const [field, contents] of Object.entries(files)) {
      for (const [index, content] of contents.entries()) data.append(field, new Blob([content]), `${field}-${index}`);
    }
    return data;
  };
  const post = async (body: FormData, init: RequestInit = {}, to = api): Promise<FlatAnswer> => {
    const { status, headers, ...response } = await fetch(`${to.url}/assemble-video`, {
      method: 'POST',
      body,
      ...init,
    }).then(async (answer) => ({ status: answer.status, headers: answer.headers, text: await answer.text() }));
    const isJson = headers.get('content-type')?.includes('json') === true;
    const { error = '', details = [] } = (isJson ? JSON.parse(response.text) : {}) as {
      error?: string;
      details?: { path: string }[];
    };
    return { status, headers, error, paths: details.map(({ path }) => path), text: response.text };
  };
  const newest = async (): Promise<Composition | undefined> => (await api.services.compositions.list({}, 1)).items[0];
  /** The composition that a request leads to, as soon as there is one. */
  const queued = async (): Promise<Composition> => {
    let found: Composition | undefined;
    await until(async () => {
      found = await newest();
      return found?.status === 'queued';
    });
    if (found === undefined) throw new Error('nothing was queued');
    return found;
  };
  const uploads = async (): Promise<number> => {
    let count = 0;
    for await (const _ of api.services.store.list(api.services.config.storage.bucket, 'uploads/')) count += 1;
    return count;
  };

  it('is a composition like any other: pictures under sounds that follow each other, ending with the shorter', async () => {
    // Scenes may come in any order, files come in that of the scenes.
    const answering = post(form({ ...METADATA, scenes: [...METADATA.scenes].reverse(), title: 'ignored' }));
    const { compositionId, config, origin, priority } = await queued();
    expect([origin, priority]).toEqual(['assemble-video', 'high']);
    const at = (name: string) => expect.stringMatching(new RegExp(`^s3://cutroom/uploads/asset_[0-9A-Z]+/${name}$`));
    expect(config).toMatchObject({
      clips: [
        { url: at('images-0'), duration: 2 },
        { url: at('images-1'), duration: 1.5 },
      ],
      audio: { sequence: [at('audio-0'), at('audio-1')] },
      ends: 'shorter',
      output: { resolution: { width: 640, height: 360 }, fps: 24 },
    });
    expect(await uploads()).toBe(4);
    await complete(api, compositionId, 'the video');
    const { status, headers, text } = await answering;
    expect([status, text, headers.get('content-type')]).toEqual([200, 'the video', 'video/mp4']);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="slop-video-\d{4}-\d\d-\d\d\.mp4"$/);
    expect(headers.get('x-video-duration')).toBe('3');
    expect(await uploads()).toBe(0);
  });

  it('begins each sound with its picture where align is "scene"', async () => {
    const answering = post(form({ ...METADATA, align: 'scene', frameRate: 30 }));
    const { compositionId, config } = await queued();
    expect(config['clips']).toMatchObject([
      { duration: 2, sound_url: expect.stringMatching(/audio-0$/) },
      { duration: 1.5, sound_url: expect.stringMatching(/audio-1$/) },
    ]);
    expect([config['ends'], config['audio']]).toEqual([undefined, undefined]);
    await complete(api, compositionId, 'x');
    expect((await answering).status).toBe(200);
  });

  it.each<[string, string, unknown, Record<string, readonly string[]>, number, readonly string[]]>([
    ['no metadata', 'INVALID_METADATA', undefined, TWO, 400, ['metadata']],
    ['no JSON', 'INVALID_METADATA', '{', TWO, 400, ['metadata']],
    ['no resolution', 'INVALID_METADATA', { scenes: METADATA.scenes }, TWO, 400, ['resolution']],
    [
      'every problem at once',
      'INVALID_METADATA',
      { scenes: [{ index: 'a' }], resolution: { width: 1.5, height: 360 }, frameRate: 0, align: 'left' },
      TWO,
      400,
      ['scenes[0].index', 'scenes[0].imageDuration', 'resolution.width', 'frameRate', 'align'],
    ],
    [
      'two scenes at one place',
      'INVALID_METADATA',
      { ...METADATA, scenes: METADATA.scenes.map((scene) => ({ ...scene, index: 3 })) },
      TWO,
      400,
      ['scenes[1].index'],
    ],
    ['fewer files than scenes', 'INVALID_REQUEST', METADATA, { ...TWO, images: ['one'] }, 400, ['images']],
    [
      'a duration that is none',
      'INVALID_REQUEST',
      {
        ...METADATA,
        scenes: [
          { index: 0, imageDuration: 0 },
          { index: 1, imageDuration: -1 },
        ],
      },
      TWO,
      400,
      ['scenes[0].imageDuration', 'scenes[1].imageDuration'],
    ],
    [
      'a picture too large',
      'INVALID_REQUEST',
      { ...METADATA, resolution: { width: 4000, height: 2000 } },
      TWO,
      400,
      ['resolution'],
    ],
    [
      'a video too long',
      'INVALID_REQUEST',
      { ...METADATA, scenes: METADATA.scenes.map((scene) => ({ ...scene, imageDuration: 100 })) },
      TWO,
      400,
      ['scenes'],
    ],
    ['no sounds', 'MISSING_FILES', METADATA, { images: ['one', 'two'] }, 400, ['audio']],
    ['an empty file', 'MISSING_FILES', METADATA, { ...TWO, images: ['one', ''] }, 400, ['images[1]']],
    ['files under another name', 'INVALID_REQUEST', METADATA, { ...TWO, videos: ['x'] }, 400, ['videos']],
    ['too much', 'INVALID_REQUEST', METADATA, { ...TWO, images: ['x'.repeat(150_000), 'y'.repeat(80_000)] }, 413, []],
    [
      'too many files',
      'INVALID_REQUEST',
      METADATA,
      { ...TWO, images: Array.from({ length: 201 }, () => 'x') },
      413,
      [],
    ],
  ])('refuses %s: %s, flat, and keeps nothing', async (_, error, metadata, files, status, paths) => {
    const before = await newest();
    const answer = await post(form(metadata, files));
    expect(answer).toMatchObject({ status, error, paths });
    expect(Object.keys(JSON.parse(answer.text))).toEqual(['error', 'message', 'details']);
    expect([(await newest())?.id, await uploads()]).toEqual([before?.id, 0]);
  });

  it('says FFMPEG_ERROR and whose fault it is where the render fails', async () => {
    const answering = post(form(METADATA));
    const { compositionId } = await queued();
    const details = { errors: [{ pointer: '/clips/1/url', message: 'This is no picture.' }] };
    const error = { code: 'INVALID_CLIP_FORMAT', message: 'This is no picture.', details };
    await api.services.compositions.fail(compositionId, await claim(api, compositionId), error);
    expect(await answering).toMatchObject({ status: 500, error: 'FFMPEG_ERROR', paths: ['images[1]'] });
  });

  it('gives up after its time, and cancels the work', async () => {
    expect(await post(form(METADATA), {}, hurried)).toMatchObject({ status: 504, error: 'TIMEOUT' });
    expect((await newest())?.status).toBe('cancelled');
    expect(await uploads()).toBe(0);
  });

  it('cancels the work where the client goes away', async () => {
    const leaving = new AbortController();
    const answering = post(form(METADATA), { signal: leaving.signal });
    const { compositionId } = await queued();
    leaving.abort();
    await expect(answering).rejects.toThrow();
    await until(async () => (await api.services.compositions.get(compositionId))?.status === 'cancelled');
    await until(async () => (await uploads()) === 0);
  });

  it.each([
    ['http://localhost:5173', true],
    ['https://someone.github.io', true],
    ['https://github.io', false],
    ['http://someone.github.io', false],
    ['https://evil.example/.github.io', false],
    ['https://someone.github.io.evil.example', false],
    ['http://localhost:5174', false],
  ])('%s: its pages may call is %s', async (origin, allowed) => {
    expect(originAllowed(origin, api.services.config.assembleVideo.origins)).toBe(allowed);
    const { headers } = await fetch(`${api.url}/assemble-video`, {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
    });
    expect(headers.get('access-control-allow-origin')).toBe(allowed ? origin : null);
    expect(headers.get('access-control-allow-credentials')).toBe(allowed ? 'true' : null);
  });

  it('lets those pages read how long the video is, and the health of the service', async () => {
    const page = { headers: { Origin: 'http://localhost:5173' } };
    const health = await fetch(`${api.url}/health`, page);
    expect(health.headers.get('access-control-allow-credentials')).toBe('true');
    expect((await post(form(undefined), page)).headers.get('access-control-expose-headers')).toContain(
      'X-Video-Duration',
    );
    const stranger = await fetch(`${api.url}/health`, { headers: { Origin: 'https://example.com' } });
    expect(stranger.headers.get('access-control-allow-origin')).toBe('*');
  });
});
