import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { parseObjectUrl } from '#lib/storage';
import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { type Answer, call, errorOf, pointersOf } from '../support/http.js';
import { until } from '../support/until.js';

const MAX_BYTES = 300_000;
const content = 'media, more or less '.repeat(5_000);

describe('assets', () => {
  let backing: Backing;
  let api: TestApi;

  beforeAll(async () => {
    backing = await startBacking();
    api = await startApi(backing, { MAX_ASSET_BYTES: String(MAX_BYTES) });
  });
  afterAll(async () => {
    await api.stop();
    await backing.stop();
  });

  const form = (bytes: string, name = 'clip one.mp4', field = 'file'): FormData => {
    const data = new FormData();
    data.append(field, new Blob([bytes], { type: 'video/mp4' }), name);
    return data;
  };
  const upload = (data: FormData): Promise<Answer> => call(api, 'POST', '/api/v1/assets', data);
  const stored = async (): Promise<readonly string[]> => {
    const keys: string[] = [];
    for await (const { key } of api.services.store.list(api.services.config.storage.bucket, '')) keys.push(key);
    return keys.sort();
  };
  const read = async (url: string): Promise<string> => {
    const { body } = await api.services.store.get(parseObjectUrl(url));
    let text = '';
    for await (const chunk of body) text += String(chunk);
    return text;
  };

  describe('POST /api/v1/assets', () => {
    it('stores an upload under a key of the service', async () => {
      const { status, body } = await upload(form(content, '../../etc/Ünïcode clip.mp4'));
      expect(status).toBe(201);
      expect(body).toEqual({
        asset_id: expect.stringMatching(/^asset_[0-9A-Z]{26}$/),
        url: `s3://cutroom/assets/${String(body['asset_id'])}/Ünïcode_clip.mp4`,
        status: 'ready',
        probe: null,
      });
      expect(await read(String(body['url']))).toBe(content);
      const shown = await call(api, 'GET', `/api/v1/assets/${String(body['asset_id'])}`);
      expect([shown.status, shown.body]).toEqual([200, body]);
    });

    it('waits for what a worker finds', async () => {
      await api.services.workers.heartbeat('prober', {
        ffmpegVersion: '8.1.3',
        transitions: [],
        encoders: [],
        filters: [],
        sandbox: 'none',
      });
      const before = await newest();
      const answer = upload(form(content));
      await until(async () => (await newest()) !== before);
      await api.services.assets.saveProbe(await newest(), { probe: { duration: 2 } });
      const { status, body } = await answer;
      await api.services.workers.remove('prober');
      expect([status, body['probe']]).toEqual([201, { duration: 2 }]);
    });

    it('keeps an asset, and answers with it, though the database is away while it waits', async () => {
      const { database, workers } = api.services;
      await workers.heartbeat('prober', {
        ffmpegVersion: '8.1.3',
        transitions: [],
        encoders: [],
        filters: [],
        sandbox: 'none',
      });
      const before = await newest();
      const answer = upload(form(content));
      await until(async () => (await newest()) !== before);
      await database.query('ALTER TABLE assets RENAME TO assets_away');
      const { status, body } = await answer.finally(async () => {
        await database.query('ALTER TABLE assets_away RENAME TO assets');
        await workers.remove('prober');
      });
      expect([status, body['status'], body['probe']]).toEqual([201, 'ready', null]);
      expect(await read(String(body['url']))).toBe(content);
    });

    it('keeps no object of an asset that could not be stored', async () => {
      const before = await stored();
      const { database } = api.services;
      await database.query('ALTER TABLE assets ADD CONSTRAINT none_new CHECK (filename <> $$refused.mp4$$) NOT VALID');
      const answer = await upload(form(content, 'refused.mp4'));
      await database.query('ALTER TABLE assets DROP CONSTRAINT none_new');
      expect(answer.status).toBe(500);
      expect(await stored()).toEqual(before);
    });

    it('refuses a file over the limit, and keeps nothing of it', async () => {
      const before = await stored();
      const answer = await upload(form('x'.repeat(MAX_BYTES + 1)));
      expect([answer.status, errorOf(answer).code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
      expect(await stored()).toEqual(before);
    });

    it('refuses by the announced length before it reads', async () => {
      const answer = await call(api, 'POST', '/api/v1/assets', form('x'.repeat(MAX_BYTES + 100_000)));
      expect([answer.status, errorOf(answer).code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    });

    it('keeps nothing of an upload that breaks off', async () => {
      const before = await stored();
      const { hostname, port } = new URL(api.url);
      const upload = request({
        hostname,
        port,
        method: 'POST',
        path: '/api/v1/assets',
        headers: { 'Content-Type': 'multipart/form-data; boundary=b', 'Content-Length': '200000' },
      });
      upload.on('error', () => undefined);
      upload.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n');
      upload.write('x'.repeat(50_000));
      const [{ count }] = await api.services.database.query('SELECT count(*)::int FROM assets');
      const partial = async () =>
        (await readdir(backing.dataDir, { recursive: true })).filter((name) => /\.tmp\/./.test(name));
      await until(async () => (await partial()).length === 1);
      upload.destroy();
      await until(async () => {
        const text = await api.services.metrics.registry.getSingleMetricAsString('cutroom_http_request_seconds');
        return /route="\/api\/v1\/assets",status="(499|400)"/.test(text);
      });
      expect([await stored(), await partial()]).toEqual([before, []]);
      expect(await api.services.database.query('SELECT count(*)::int FROM assets')).toEqual([{ count }]);
    });

    it.each([
      ['another field', () => form(content, 'a.mp4', 'data'), '/data'],
      ['no file', () => new FormData(), '/file'],
      [
        'a field beside the file',
        () => {
          const data = form(content);
          data.append('title', 'x');
          return data;
        },
        '/title',
      ],
    ])('refuses %s', async (_name, data, pointer) => {
      const before = await stored();
      const answer = await upload(data());
      expect([answer.status, errorOf(answer).code, pointersOf(answer)]).toEqual([400, 'VALIDATION_FAILED', [pointer]]);
      expect(await stored()).toEqual(before);
    });

    it('refuses an empty file', async () => {
      const answer = await upload(form(''));
      expect([answer.status, errorOf(answer).code]).toEqual([400, 'VALIDATION_FAILED']);
    });

    it('refuses what is no form', async () => {
      const answer = await call(api, 'POST', '/api/v1/assets', { file: 'a' });
      expect([answer.status, errorOf(answer).code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    });
  });

  describe('presign and finalize', () => {
    const presign = (changes: object = {}): Promise<Answer> =>
      call(api, 'POST', '/api/v1/assets/presign', {
        filename: 'clip.mp4',
        content_type: 'video/mp4',
        size: content.length,
        ...changes,
      });
    const put = (url: unknown, bytes: string): Promise<Answer> => {
      const { pathname, search } = new URL(String(url));
      return call(api, 'PUT', `${pathname}${search}`, bytes, { 'Content-Type': 'video/mp4' });
    };
    const finalize = (id: unknown): Promise<Answer> => call(api, 'POST', `/api/v1/assets/${String(id)}/finalize`);

    it('makes an asset of what was put, out of reach of the upload URL', async () => {
      const { status, body } = await presign();
      expect(status).toBe(201);
      expect(body).toEqual({
        asset_id: expect.stringMatching(/^asset_/),
        upload_url: expect.stringContaining('/storage/cutroom/uploads/'),
        url: `s3://cutroom/assets/${String(body['asset_id'])}/clip.mp4`,
        expires_at: expect.stringMatching(/Z$/),
      });
      const early = await finalize(body['asset_id']);
      expect([early.status, errorOf(early).code]).toEqual([409, 'NOT_READY']);

      expect((await put(body['upload_url'], content)).status).toBeLessThan(300);
      const done = await finalize(body['asset_id']);
      expect([done.status, done.body]).toEqual([
        200,
        { asset_id: body['asset_id'], url: body['url'], status: 'ready', probe: null },
      ]);

      await put(body['upload_url'], content.toUpperCase());
      expect(await read(String(body['url']))).toBe(content);
      const again = await finalize(body['asset_id']);
      expect([again.status, again.body['url']]).toEqual([200, body['url']]);
      expect(await read(String(body['url']))).toBe(content);
    });

    it('takes no other size than announced', async () => {
      const { body } = await presign();
      expect((await put(body['upload_url'], 'short')).status).toBeGreaterThanOrEqual(400);
      expect((await finalize(body['asset_id'])).status).toBe(409);
    });

    it.each([
      [{ size: 0 }, 400, 'VALIDATION_FAILED', '/size'],
      [{ size: 'big' }, 400, 'VALIDATION_FAILED', '/size'],
      [{ size: MAX_BYTES + 1 }, 413, 'PAYLOAD_TOO_LARGE', '/size'],
      [{ content_type: 'video' }, 400, 'VALIDATION_FAILED', '/content_type'],
      [{ filename: '' }, 400, 'VALIDATION_FAILED', '/filename'],
      [{ bucket: 'mine' }, 400, 'VALIDATION_FAILED', '/bucket'],
    ])('refuses %j', async (changes, status, code, pointer) => {
      const answer = await presign(changes);
      expect([answer.status, errorOf(answer).code, pointersOf(answer)]).toEqual([status, code, [pointer]]);
    });

    it.each(['asset_00000000000000000000000000', 'x'])('knows no %s', async (id) => {
      for (const answer of [await finalize(id), await call(api, 'GET', `/api/v1/assets/${id}`)]) {
        expect([answer.status, errorOf(answer).code]).toEqual([404, 'ASSET_NOT_FOUND']);
      }
    });
  });

  const newest = async (): Promise<string> => {
    const rows = await api.services.database.query(
      'SELECT asset_id FROM assets ORDER BY created_at DESC, asset_id DESC LIMIT 1',
    );
    return String(rows[0]?.asset_id);
  };
});
