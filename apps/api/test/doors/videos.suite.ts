import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Composition } from '#lib/persistence';
import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { type Answer, call, errorOf, pointersOf } from '../support/http.js';
import { until } from '../support/until.js';
import { claim, complete } from '../support/work.js';

const PROBE = {
  container: 'mov',
  duration: 12.5,
  size_bytes: 4,
  video: { width: 1281, height: 720, frame_rate: '30000/1001' },
  audio: null,
};

describe('/videos, /trim, /overlays, /transcode, /variants, /status, /result', () => {
  let backing: Backing;
  let api: TestApi;
  let video: string;
  let stored: string;

  beforeAll(async () => {
    backing = await startBacking();
    api = await startApi(backing);
    await api.services.workers.heartbeat('prober', {
      ...{ ffmpegVersion: '8.1', transitions: [], encoders: [], filters: [], sandbox: 'none' },
      fonts: ['Noto Sans', 'Noto Sans Devanagari'],
    });
    const assets = join(backing.dataDir, 'assets');
    await mkdir(join(assets, 'logos'), { recursive: true });
    await writeFile(join(assets, 'logos', 'a logo.png'), 'png');
    await writeFile(join(backing.dataDir, 'secret.png'), 'png');
    await symlink(join(backing.dataDir, 'secret.png'), join(assets, 'escape.png'));
    const { body } = await upload('holiday.mp4', PROBE);
    video = String(body['id']);
    stored = String(body['stored_path']);
  });
  afterAll(async () => {
    await api.stop();
    await backing.stop();
  });

  /** Uploads; what a worker would find in the file is `probe`, or a reason why there is nothing. */
  const upload = async (name: string, probe: typeof PROBE | { error: string } | { audio: true }): Promise<Answer> => {
    const form = new FormData();
    form.append('file', new Blob(['film'], { type: 'video/mp4' }), name);
    const answering = call(api, 'POST', '/videos/upload', form);
    await until(async () => {
      const [row] = await api.services.database.query(
        'SELECT asset_id FROM assets WHERE probe IS NULL AND probe_error IS NULL',
      );
      if (row === undefined) return false;
      const found = 'error' in probe ? probe : { probe: 'video' in probe ? probe : { duration: 3, video: null } };
      return api.services.assets.saveProbe(row.asset_id, found);
    });
    return answering;
  };
  const post = (path: string, body: unknown): Promise<Answer> => call(api, 'POST', path, body);
  const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    call(api, 'GET', path, undefined, headers);
  /** The one render of a job. */
  const only = async (answer: Answer): Promise<Composition> => {
    expect([answer.status, answer.text]).toEqual([202, expect.stringMatching(/^\{"job_id":"job_[0-9A-Z]+"\}$/)]);
    const variants = await api.services.videos.variantsOfJob(String(answer.body['job_id']));
    expect(new Set(variants.map(({ variant }) => variant.compositionId)).size).toBe(1);
    const [first] = variants;
    if (first === undefined) throw new Error('the job has no render');
    return first.composition;
  };

  it('uploads are looked at before the answer, and listed newest first', async () => {
    const { status, body } = await upload('second.mp4', PROBE);
    expect([status, body]).toEqual([
      201,
      {
        id: expect.stringMatching(/^vid_[0-9A-Z]{26}$/),
        original_filename: 'second.mp4',
        stored_path: expect.stringMatching(/^assets\/asset_[0-9A-Z]+\/second\.mp4$/),
        size_bytes: 4,
        duration_sec: 12.5,
        mime_type: 'video/mp4',
        upload_time: expect.any(String),
      },
    ]);
    const page = await get('/videos?page=1&page_size=1');
    expect(page.body).toEqual({ items: [body], page: 1, page_size: 1, total: 2 });
    expect((await get('/videos?page=2&page_size=1')).body).toMatchObject({ items: [{ id: video }] });
    const refused = await get('/videos?page=0&page_size=101');
    expect([refused.status, pointersOf(refused)]).toEqual([422, ['/page', '/page_size']]);
  });

  it('what is no film leaves nothing behind', async () => {
    const before = await api.services.database.query('SELECT count(*)::int FROM assets');
    for (const probe of [{ error: 'This is no film.' }, { audio: true } as const]) {
      const answer = await upload('song.mp3', probe);
      expect([answer.status, errorOf(answer).code]).toEqual([422, 'INVALID_CLIP_FORMAT']);
    }
    expect(await api.services.database.query('SELECT count(*)::int FROM assets')).toEqual(before);
  });

  it('a trim is a composition of the part, at the size and rate of the film', async () => {
    const { config, origin } = await only(await post('/trim', { video_id: video, start: 1.5, end: '00:00:04.25' }));
    expect([origin, config]).toMatchObject([
      'videos',
      {
        clips: [{ url: `s3://cutroom/${stored}`, trim_start: 1.5, trim_end: 4.25 }],
        output: { resolution: { width: 1282, height: 720 }, frame_rate: '30000/1001', audio_bitrate: '128k' },
      },
    ]);
  });

  it('a trim beyond the end is clamped; one that ends before it starts, or starts too late, is refused', async () => {
    const { config } = await only(await post('/trim', { video_id: video, start: 10, end: 99 }));
    expect(config['clips']).toEqual([{ url: `s3://cutroom/${stored}`, trim_start: 10 }]);
    const refusals = [
      [{ start: 4, end: 4 }, 422, ['/end']],
      [{ start: 13, end: 14 }, 422, ['/start']],
      [{ start: 'soon', end: -1 }, 422, ['/start', '/end']],
    ] as const;
    for (const [span, status, pointers] of refusals) {
      const answer = await post('/trim', { video_id: video, ...span });
      expect([answer.status, pointersOf(answer)]).toEqual([status, pointers]);
    }
    expect((await post('/trim', { video_id: 'vid_x', start: 0, end: 1 })).status).toBe(404);
  });

  it('overlays are kept as they were asked for, and drawn where ffmpeg would', async () => {
    const text = {
      ...{ type: 'text', text: 'नमस्ते दुनिया', font: 'NotoSansDevanagari-Regular.ttf' },
      ...{ color: 'white@0.85', x: 'w-tw-20', start: '00:00:01', end: 99 },
    };
    const image = { type: 'image', image_path: 'logos/../logos/a logo.png', y: '30', opacity: 0.5, end: 2 };
    const film = { type: 'video', video_path: stored, scale: 0.25 };
    const watermark = { image_path: stored };
    const answer = await post('/overlays', { video_id: video, overlays: [text, image, film], watermark });
    const { config } = await only(answer);
    expect(config['overlays']).toEqual([
      {
        type: 'text',
        content: 'नमस्ते दुनिया',
        style: { size: 32, color: 'white@0.85', font: 'Noto Sans Devanagari', bold: false, italic: false },
        position: { x: 'W-tw-20', y: 20 },
        start_time: 1,
      },
      {
        ...{ type: 'image', url: 'folder://assets/logos/a logo.png', opacity: 0.5, position: { x: 20, y: 30 } },
        ...{ start_time: 0, end_time: 2 },
      },
      {
        type: 'video',
        url: `s3://cutroom/${stored}`,
        scale: 0.25,
        volume: 0,
        position: { x: 20, y: 20 },
        start_time: 0,
      },
      { type: 'watermark', url: `s3://cutroom/${stored}`, opacity: 0.5, position: { x: 'W-w-20', y: 'H-h-20' } },
    ]);
    const rows = await api.services.database.query('SELECT type, payload_json FROM overlays ORDER BY id');
    expect(rows).toEqual([
      { type: 'text', payload_json: text },
      { type: 'image', payload_json: image },
      { type: 'video', payload_json: film },
      { type: 'watermark', payload_json: watermark },
    ]);
  });

  it('every problem of overlays comes back at once, and no path leads out of the assets', async () => {
    const image = (image_path: string) => ({ type: 'image', image_path });
    const paths = [
      '../secret.png',
      'escape.png',
      '/etc/passwd',
      'logos',
      's3://other/a.png',
      'assets/../../x',
      'none.png',
    ];
    const outside = await post('/overlays', { video_id: video, overlays: paths.map(image) });
    expect([outside.status, pointersOf(outside)]).toEqual([
      422,
      paths.map((_, index) => `/overlays/${index}/image_path`),
    ]);
    const malformed = await post('/overlays', {
      video_id: video,
      overlays: [
        { type: 'txt' },
        { type: 'text', text: 'a', x: 'W-', color: 'none' },
        { ...image('a'), opacity: 2, y: 'system()' },
      ],
    });
    expect([malformed.status, [...pointersOf(malformed)].sort()]).toEqual([
      422,
      ['/overlays/0/type', '/overlays/1/color', '/overlays/1/x', '/overlays/2/opacity', '/overlays/2/y'],
    ]);
    const late = {
      video_id: video,
      overlays: [
        { type: 'text', text: 'a', start: 13 },
        { type: 'text', text: 'a', start: 2, end: 1 },
      ],
    };
    expect(pointersOf(await post('/overlays', late))).toEqual(['/overlays/0/start', '/overlays/1/end']);
    const font = { video_id: video, overlays: [{ type: 'text', text: 'a', font: 'ComicSans.ttf' }] };
    expect(pointersOf(await post('/overlays', font))).toEqual(['/overlays/0/font']);
    expect((await post('/overlays', { video_id: video, overlays: [] })).status).toBe(422);
  });

  it('transcodes into every quality in one render, never larger than the source without saying so', async () => {
    const answer = await post(`/transcode/${video}`, { qualities: ['480p', '1080p', '720p'] });
    const { compositionId, config } = await only(answer);
    expect(config['output']).toMatchObject({
      ...{ resolution: { width: 1282, height: 720 }, crf: 20, preset: 'veryfast', audio_bitrate: '128k' },
      renditions: [
        { resolution: { width: 1282, height: 720 }, crf: 22 },
        { resolution: { width: 854, height: 480 }, crf: 24 },
      ],
    });
    const rows = await api.services.database.query(
      `SELECT quality, config_json->>'crf' AS crf, config_json->>'note' AS note
       FROM video_variants WHERE kind = 'transcode' ORDER BY place`,
    );
    expect(rows).toEqual([
      { quality: '480p', crf: '24', note: null },
      { quality: '1080p', crf: '20', note: 'The source has 720 lines; it was not made larger.' },
      { quality: '720p', crf: '22', note: null },
    ]);
    await complete(api, compositionId, 'twenty', undefined, { '1282x720-crf22': 'twenty-two', '854x480-crf24': '24' });
    const variants = (await get(`/videos/${video}/variants`)).body as unknown as readonly Record<string, unknown>[];
    const told = variants.map(({ quality, size_bytes }) => `${quality}: ${size_bytes}`);
    expect(told).toEqual(['480p: 2', '1080p: 6', '720p: 10']);
    const files = variants.map(async ({ id }) => (await get(`/variants/${id}/download`)).text);
    expect(await Promise.all(files)).toEqual(['24', 'twenty', 'twenty-two']);
    expect((await get(`/result/${answer.body['job_id']}`)).text).toBe('24');
    const again = await only(await post(`/transcode/${variants[0]?.['id']}`, { qualities: ['720p'] }));
    expect(again.config).toMatchObject({
      clips: [{ url: `s3://cutroom/${variants[0]?.['stored_path']}` }],
      output: { resolution: { width: 854, height: 480 }, crf: 22 },
    });
    expect(again.config['output']).not.toHaveProperty('renditions');
    expect((await post('/transcode/vid_none', { qualities: ['480p'] })).status).toBe(404);
    expect((await post(`/transcode/${video}`, { qualities: ['4k'] })).status).toBe(422);
  });

  it('a job goes PENDING, STARTED, SUCCESS; its result is a variant, whole or in ranges, and can be worked on', async () => {
    const answer = await post('/trim', { video_id: video, start: 0, end: 3 });
    const job = String(answer.body['job_id']);
    const { compositionId } = await only(answer);
    expect((await get(`/status/${job}`)).body).toEqual({ job_id: job, status: 'PENDING', progress: 0 });
    const attempt = await claim(api, compositionId);
    expect((await get(`/status/${job}`)).body).toMatchObject({ status: 'STARTED' });
    expect((await get(`/result/${job}`)).status).toBe(409);
    await complete(api, compositionId, 'the film', attempt);
    expect((await get(`/status/${job}`)).body).toEqual({ job_id: job, status: 'SUCCESS', progress: 100 });
    const result = await get(`/result/${job}`);
    expect([result.status, result.text, result.headers.get('content-type')]).toEqual([200, 'the film', 'video/mp4']);
    const all = (await get(`/videos/${video}/variants`)).body as unknown as readonly Record<string, unknown>[];
    const variants = all.filter(({ kind }) => kind === 'trim');
    expect(variants).toEqual([
      {
        id: expect.stringMatching(/^var_/),
        ...{ kind: 'trim', quality: 'source', size_bytes: 8, duration_sec: 3, created_at: expect.any(String) },
        stored_path: `outputs/${compositionId}/1/video.mp4`,
      },
    ]);
    const id = String(variants[0]?.['id']);
    const part = await get(`/variants/${id}/download`, { Range: 'bytes=4-7' });
    expect([part.status, part.text, part.headers.get('content-range')]).toEqual([206, 'film', 'bytes 4-7/8']);
    expect((await get(`/variants/${id}/download`, { Range: 'bytes=99-' })).status).toBe(416);
    // Kept, however old results may become.
    expect(await api.services.compositions.expireResults(0, 10, async () => undefined)).toBe(0);
  });

  it('a job that failed says why in its status, and has no result', async () => {
    const answer = await post('/trim', { video_id: video, start: 0, end: 3 });
    const { compositionId } = await only(answer);
    const error = { code: 'INVALID_CLIP_FORMAT', message: 'The film is damaged.', details: {} };
    await api.services.compositions.fail(compositionId, await claim(api, compositionId), error);
    const job = String(answer.body['job_id']);
    expect((await get(`/status/${job}`)).body).toMatchObject({
      status: 'FAILURE',
      error_message: 'The film is damaged.',
    });
    expect((await get(`/result/${job}`)).status).toBe(404);
    expect((await get('/status/job_none')).status).toBe(404);
  });

  it('a job whose workers died is STARTED no longer', async () => {
    const answer = await post('/trim', { video_id: video, start: 0, end: 3 });
    const [{ compositionId }, job] = [await only(answer), String(answer.body['job_id'])];
    await claim(api, compositionId);
    const gone = `UPDATE compositions SET lease_until = now() - interval '1 s', failures = 2 WHERE composition_id = $1`;
    await api.services.database.query(gone, [compositionId]);
    expect((await get(`/status/${job}`)).body).toMatchObject({ status: 'STARTED' });
    await api.services.compositions.failOverdue({ queueTimeoutSeconds: 86_400, maxFailures: 3 });
    const failure = { status: 'FAILURE', error_message: expect.stringMatching(/worker/i) };
    expect((await get(`/status/${job}`)).body).toMatchObject(failure);
  });
});
