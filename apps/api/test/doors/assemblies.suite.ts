import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { type Answer, call, errorOf, pointersOf } from '../support/http.js';
import { claim, complete } from '../support/work.js';

const base = '/api/v1';
const source = (filename: string, duration: number) => ({
  ...{ filename, duration, width: 1080, height: 1920, frameRate: '30000/1001', codec: 'h264', fileSize: 1234 },
});

describe('sources and assemblies', () => {
  let backing: Backing;
  let api: TestApi;
  beforeAll(async () => {
    backing = await startBacking();
    api = await startApi(backing, { MAX_ASSEMBLY_SECONDS: '60' });
  });
  afterAll(async () => {
    await api.stop();
    await backing.stop();
  });

  const post = (body: unknown): Promise<Answer> => call(api, 'POST', `${base}/assemblies`, body);
  const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    call(api, 'GET', path, undefined, headers);
  const renderOf = async (id: string): Promise<string> =>
    (await api.services.assemblies.get(Number(id.slice(4))))?.composition.compositionId ?? '';

  it('has nothing to cut from before the folder was indexed, and says so', async () => {
    for (const answer of [await get(`${base}/sources`), await post({ clips: [{ source: 1 }] })]) {
      expect(answer.status).toBe(409);
      expect(answer.body).toMatchObject({
        detail: 'No index. Call POST /sources/reindex first.',
        error: { code: 'NOT_READY' },
      });
    }
    const unasked = await call(api, 'POST', `${base}/sources/reindex`);
    expect([unasked.status, unasked.body['detail']]).toEqual([503, 'No worker is up.']);
    expect((await get(`${base}/assemblies`)).body).toEqual([]);
  });

  it('lists sources from 1 on, and an empty folder as an empty list', async () => {
    await api.services.sources.replace([]);
    expect((await get(`${base}/sources`)).body).toEqual([]);
    await api.services.sources.replace([source('old.mp4', 1)]);
    await api.services.sources.replace([source('a.mp4', 12.48), source('b.mov', 4)]);
    expect((await get(`${base}/sources`)).body).toEqual([
      { index: 1, filename: 'a.mp4', duration: 12.48, resolution: '1080x1920', codec: 'h264', file_size: 1234 },
      { index: 2, filename: 'b.mov', duration: 4, resolution: '1080x1920', codec: 'h264', file_size: 1234 },
    ]);
  });

  it('takes an assembly, in the size and at the rate of its first clip', async () => {
    const { status, body } = await post({
      clips: [{ source: 1, start: 2, end: 3.5 }, { source: 'b.mov' }],
      preview: false,
    });
    expect(status).toBe(202);
    expect(body).toEqual({
      ...{ id: 'asm_001', name: 'asm_001', status: 'processing', error: null, preview: false, output_url: null },
      clips: [
        { pos: 1, filename: 'a.mp4', start: 2, end: 3.5, duration: 1.5 },
        { pos: 2, filename: 'b.mov', start: 0, end: 4, duration: 4 },
      ],
      duration: 5.5,
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    const render = await api.services.compositions.get(await renderOf('asm_001'));
    expect(render).toMatchObject({
      origin: 'assemblies',
      config: {
        clips: [
          { url: 'folder://sources/a.mp4', trim_start: 2, trim_end: 3.5 },
          { url: 'folder://sources/b.mov', trim_start: 0 },
        ],
        audio: { cut_fade: 0.05 },
        output: {
          ...{ resolution: { width: 1080, height: 1920 }, frame_rate: '30000/1001', copy: true, audio_bitrate: '128k' },
          deliver_to: 'folder://output/asm_001/result.mp4',
        },
      },
    });
    expect(render?.config['overlays']).toBeUndefined();
  });

  it('burns the time of the source into a preview, which is the default', async () => {
    const { body } = await post({
      name: 'Rough',
      clips: [
        { source: 1, start: 2, end: 3.5 },
        { source: 2, start: 1 },
      ],
    });
    expect(body).toMatchObject({ id: 'asm_002', name: 'Rough', preview: true });
    const render = await api.services.compositions.get(await renderOf('asm_002'));
    expect(render?.config['overlays']).toMatchObject([
      { type: 'timecode', from: 2, start_time: 0, end_time: 1.5 },
      { type: 'timecode', from: 1, start_time: 1.5, end_time: 4.5 },
    ]);
  });

  it.each([
    ['a source that is not there', [{ source: 99 }], 'Source 99 not found'],
    ['a name that is not in the index', [{ source: '../a.mp4' }], 'Source ../a.mp4 not found'],
    ['an end before its start', [{ source: 1 }, { source: 1, start: 3, end: 3 }], 'start >= end for clip 2'],
    ['a start beyond the source', [{ source: 2, start: 5 }], 'start beyond the duration of b.mov (4 s) for clip 1'],
    ['an end beyond the source', [{ source: 2, end: 4.5 }], 'end beyond the duration of b.mov (4 s) for clip 1'],
    ['no clips', [], '/clips must hold 1 to 200 items.'],
    ['more than may be made', Array(6).fill({ source: 1 }), 'An assembly may be 60 s long, not 74.88 s'],
  ])('refuses %s', async (_what, clips, detail) => {
    const answer = await post({ clips });
    expect([answer.status, answer.body['detail'], errorOf(answer).code]).toEqual([422, detail, 'VALIDATION_FAILED']);
  });

  it('says everything that is wrong at once, and makes nothing', async () => {
    const answer = await post({ clips: [{ source: 99 }, { source: 2, start: 3, end: 2 }, { source: 'x' }] });
    expect(answer.body['detail']).toBe('Source 99 not found; start >= end for clip 2; Source x not found');
    expect(pointersOf(answer)).toEqual(['/clips/0/source', '/clips/1/start', '/clips/2/source']);
    const malformed = await post({ clips: [{ source: {}, start: -1 }], preview: 'yes', title: 'x' });
    expect(malformed.status).toBe(422);
    expect([...pointersOf(malformed)].sort()).toEqual(['/clips/0/source', '/clips/0/start', '/preview', '/title']);
    const unread = await post('{');
    expect([unread.status, unread.body['detail']]).toEqual([422, 'The body is not valid JSON.']);
    expect((await get(`${base}/assemblies`)).body).toMatchObject([{ id: 'asm_002' }, { id: 'asm_001' }]);
  });

  it('is done when its render is, and gives out the file with ranges, and nothing else', async () => {
    const dir = join(backing.dataDir, 'output', 'asm_001');
    await mkdir(dir, { recursive: true });
    await writeFile(join(dir, 'result.mp4'), '0123456789');
    await writeFile(join(dir, '.half.tmp'), 'half');
    await symlink('/etc/passwd', join(dir, 'passwd.mp4'));
    expect((await get('/output/asm_001/result.mp4')).status).toBe(404);
    await complete(api, await renderOf('asm_001'), 'video');
    expect((await get(`${base}/assemblies/asm_001`)).body).toMatchObject({
      ...{ status: 'done', error: null, output_url: '/output/asm_001/result.mp4' },
    });
    for (const path of ['/output/asm_001/result.mp4', `${base}/output/asm_001/result.mp4`]) {
      const whole = await get(path);
      expect([whole.status, whole.text, whole.headers.get('content-type')]).toEqual([200, '0123456789', 'video/mp4']);
      const part = await get(path, { Range: 'bytes=2-4' });
      expect([part.status, part.text, part.headers.get('content-range')]).toEqual([206, '234', 'bytes 2-4/10']);
    }
    expect((await get('/output/asm_001/result.mp4', { Range: 'bytes=10-' })).status).toBe(416);
    const head = await call(api, 'HEAD', '/output/asm_001/result.mp4');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '10']);
    for (const name of [
      '.half.tmp',
      'passwd.mp4',
      'none.mp4',
      '..%2f..%2fcallback-secret',
      '%2e%2e%2fasm_001%2fresult.mp4',
    ]) {
      const answer = await get(`/output/asm_001/${name}`);
      expect([answer.status, answer.body['detail']]).toEqual([404, 'File not found']);
    }
  });

  it('is failed with the end of what ffmpeg said', async () => {
    const id = await renderOf('asm_002');
    await api.services.compositions.fail(id, await claim(api, id), {
      ...{ code: 'PROCESSING_FAILED', message: 'ffmpeg could not process this composition.' },
      details: { ffmpeg: 'Invalid data found' },
    });
    expect((await get(`${base}/assemblies/asm_002`)).body).toMatchObject({
      ...{ status: 'failed', output_url: null },
      error: 'ffmpeg could not process this composition.\nInvalid data found',
    });
  });

  it('knows no assembly that was not made', async () => {
    for (const id of ['asm_003', 'asm_1', 'asm_0001', 'x']) {
      const answer = await get(`${base}/assemblies/${id}`);
      expect([answer.status, answer.body['detail']]).toEqual([404, 'Assembly not found']);
    }
  });

  it('has a page of one file, whose script alone may run', async () => {
    const { status, text, headers } = await get('/assemblies');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('content-security-policy')).toMatch(/script-src 'sha256-/);
    expect(text).not.toMatch(/https?:\/\//);
  });
});
