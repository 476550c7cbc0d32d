import { request } from 'node:http';
import { bytes } from './support/bytes.js';
import { drivers, type OpenedDriver } from './support/drivers.js';

/** What only our own server promises; what every store promises is in presign.test.ts. */
describe('signed objects over HTTP', () => {
  let opened: OpenedDriver;
  let url: string;
  let etag: string;
  const data = bytes(1000);
  const get = (headers: Record<string, string>) => fetch(url, { headers });

  beforeAll(async () => {
    const fs = drivers.find(({ name }) => name === 'fs');
    if (fs === undefined) throw new Error('no fs driver');
    opened = await fs.open();
    const ref = { bucket: opened.bucket, key: 'a b/video.mp4' };
    await opened.store.put(ref, data, { contentType: 'video/mp4' });
    url = await opened.store.presignGet(ref, { expiresInSeconds: 60 });
    etag = `"${(await opened.store.stat(ref)).etag}"`;
  });
  afterAll(() => opened.close());

  it('describes without sending', async () => {
    const answer = await fetch(url, { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-length': '1000',
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      etag,
    });
  });

  it.each([
    ['bytes=0-0', 206, 'bytes 0-0/1000', 1],
    ['bytes=-10', 206, 'bytes 990-999/1000', 10],
    ['bytes=-5000', 206, 'bytes 0-999/1000', 1000],
    ['bytes=999-', 206, 'bytes 999-999/1000', 1],
    ['bytes=5-4', 200, null, 1000],
    ['bytes=0-1,5-6', 200, null, 1000],
    ['lines=0-1', 200, null, 1000],
    ['bytes=-', 200, null, 1000],
    ['bytes=-0', 416, 'bytes */1000', null],
    ['bytes=1000-', 416, 'bytes */1000', null],
  ])('answers Range: %s with %d', async (range, status, contentRange, length) => {
    const answer = await get({ range });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-range')).toBe(contentRange);
    const body = await answer.arrayBuffer();
    if (length !== null) expect(body.byteLength).toBe(length);
  });

  it('honours conditions', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toUTCString();
    expect((await get({ 'if-none-match': etag })).status).toBe(304);
    expect((await get({ 'if-none-match': `"other", W/${etag}` })).status).toBe(304);
    expect((await get({ 'if-none-match': '"other"' })).status).toBe(200);
    expect((await get({ 'if-modified-since': tomorrow })).status).toBe(304);
    expect((await get({ 'if-modified-since': 'nonsense' })).status).toBe(200);
    expect((await get({ 'if-match': '"other"' })).status).toBe(412);
    expect((await get({ range: 'bytes=0-1', 'if-range': etag })).status).toBe(206);
    expect((await get({ range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
  });

  it('refuses in the error format of the service, without a word about the disk', async () => {
    const answer = await fetch(`${url}x`);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({
      error: {
        code: 'UNAUTHORIZED',
        message: 'This link is not valid.',
        details: {},
        timestamp: expect.any(String),
        request_id: null,
      },
    });
  });

  it.each(['DELETE', 'POST', 'OPTIONS'])('refuses %s', async (method) => {
    expect((await fetch(url, { method })).status).toBe(403);
  });

  it('refuses a path that climbs, encoded or not', async () => {
    const { origin, search, pathname } = new URL(url);
    const bucket = pathname.split('/')[2] ?? '';
    for (const path of [
      `/storage/${bucket}/../x`,
      `/storage/${bucket}/%2e%2e%2fx`,
      '/storage/',
      '/',
      `/storage/${bucket}/%`,
    ]) {
      expect((await fetch(origin + path + search)).status).toBe(403);
    }
  });

  it('stops an upload that brings more than was signed, however it comes', async () => {
    const ref = { bucket: opened.bucket, key: 'limited' };
    const target = await opened.store.presignPut(ref, { expiresInSeconds: 60, contentLength: 1000 });
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const req = request(target, { method: 'PUT' }, (res) => {
        res.resume();
        resolve(res.statusCode);
      });
      req.on('error', reject);
      // No declared length: chunked. And no end: the answer must not wait for it.
      req.write(bytes(900));
      req.write(bytes(200));
    });
    expect(status).toBe(413);
    await expect(opened.store.stat(ref)).rejects.toMatchObject({ code: 'ASSET_NOT_FOUND' });
  });
});
