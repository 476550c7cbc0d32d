import { request } from 'node:http';
import { bytes, readAll } from './support/bytes.js';
import { drivers, type OpenedDriver } from './support/drivers.js';

describe.each(drivers)('presigned URLs of $name', (driver) => {
  let opened: OpenedDriver;
  const ref = (key: string) => ({ bucket: opened.bucket, key });
  const itIfRefused = driver.exact ? it : it.skip;
  const data = bytes(50_000);

  beforeAll(async () => {
    opened = await driver.open();
    await opened.store.put(ref('video.mp4'), data, { contentType: 'video/mp4' });
  });
  afterAll(() => opened.close());

  it('lets anybody read, with the type and name that were asked for', async () => {
    const options = { expiresInSeconds: 60, downloadName: 'ग्रीष्म "sale".mp4', contentType: 'video/x-test' };
    const answer = await fetch(await opened.store.presignGet(ref('video.mp4'), options));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('video/x-test');
    expect(answer.headers.get('content-disposition')).toContain('attachment; filename="');
    expect(answer.headers.get('content-disposition')).toContain(
      `filename*=UTF-8''${encodeURIComponent('ग्रीष्म "sale".mp4')}`,
    );
    expect(Buffer.from(await answer.arrayBuffer()).equals(data)).toBe(true);
  });

  it('serves ranges', async () => {
    const url = await opened.store.presignGet(ref('video.mp4'), { expiresInSeconds: 60 });
    const answer = await fetch(url, { headers: { range: 'bytes=100-199' } });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe('bytes 100-199/50000');
    expect(Buffer.from(await answer.arrayBuffer()).equals(data.subarray(100, 200))).toBe(true);
    expect((await fetch(url, { headers: { range: 'bytes=50000-' } })).status).toBe(416);
  });

  it('says 404 for what is missing', async () => {
    const url = await opened.store.presignGet(ref('missing'), { expiresInSeconds: 60 });
    expect((await fetch(url)).status).toBe(404);
  });

  it('lets anybody write once signed', async () => {
    const options = { expiresInSeconds: 60, contentType: 'video/mp4', contentLength: data.length };
    const url = await opened.store.presignPut(ref('uploads/put.mp4'), options);
    const answer = await fetch(url, { method: 'PUT', body: data, headers: { 'content-type': 'video/mp4' } });
    expect(answer.status).toBe(200);
    const { stat, body } = await opened.store.get(ref('uploads/put.mp4'));
    expect(stat).toMatchObject({ contentType: 'video/mp4', sizeBytes: data.length });
    expect((await readAll(body)).equals(data)).toBe(true);
  });

  it('binds method, type and length into the signature', async () => {
    const url = await opened.store.presignPut(ref('bound'), {
      expiresInSeconds: 60,
      contentType: 'video/mp4',
      contentLength: 10,
    });
    // For s3 the signed headers say it; the fs driver has them in its own parameters.
    const said = new URL(url).searchParams;
    if (opened.store.driver === 's3') {
      expect(said.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host');
    } else {
      expect([said.get('type'), said.get('length'), said.get('method')]).toEqual(['video/mp4', '10', 'PUT']);
    }
  });

  itIfRefused('refuses other types, lengths and methods', async () => {
    const options = { expiresInSeconds: 60, contentType: 'video/mp4', contentLength: 10 };
    const url = await opened.store.presignPut(ref('strict'), options);
    const put = async (body: Buffer, type: string) => {
      const answer = await fetch(url, { method: 'PUT', body, headers: { 'content-type': type } });
      return answer.status;
    };
    expect(await put(bytes(10), 'text/html')).toBe(403);
    expect(await put(bytes(9), 'video/mp4')).toBeGreaterThanOrEqual(400);
    expect(await put(bytes(11), 'video/mp4')).toBeGreaterThanOrEqual(400);
    expect((await fetch(url)).status).toBe(403);
    const reading = await opened.store.presignGet(ref('strict'), { expiresInSeconds: 60 });
    expect((await fetch(reading, { method: 'PUT', body: 'x' })).status).toBe(403);
    await expect(opened.store.stat(ref('strict'))).rejects.toMatchObject({ code: 'ASSET_NOT_FOUND' });
    expect(await put(bytes(10), 'video/mp4')).toBe(200);
  });

  itIfRefused('refuses a URL with one character changed, wherever it is', async () => {
    const options = { expiresInSeconds: 60, downloadName: 'v.mp4', contentType: 'video/mp4' };
    const url = await opened.store.presignGet(ref('video.mp4'), options);
    const from = new URL(url).origin.length + 1;
    const opinions = new Set<number>();
    for (let at = from; at < url.length; at += 1) {
      const other = url[at] === '1' ? '2' : '1';
      const answer = await fetch(url.slice(0, at) + other + url.slice(at + 1));
      await answer.arrayBuffer();
      opinions.add(answer.status);
      expect([at, answer.status >= 400]).toEqual([at, true]);
    }
    expect(opinions.has(403)).toBe(true);
    expect((await fetch(url)).status).toBe(200);
  });

  it('expires', async () => {
    const url = await opened.store.presignGet(ref('video.mp4'), { expiresInSeconds: 1 });
    const deadline = Date.now() + 20_000;
    let status = 0;
    while (status !== 403 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const answer = await fetch(url);
      await answer.arrayBuffer();
      status = answer.status;
    }
    expect(status).toBe(403);
  });

  it.each([0, -1, 1.5, 604_801, Number.NaN])('refuses to sign for %d seconds', async (expiresInSeconds) => {
    const refusal = { code: 'VALIDATION_FAILED' };
    await expect(opened.store.presignGet(ref('video.mp4'), { expiresInSeconds })).rejects.toMatchObject(refusal);
    await expect(opened.store.presignPut(ref('video.mp4'), { expiresInSeconds })).rejects.toMatchObject(refusal);
  });

  it('an upload whose sender goes away leaves nothing', async () => {
    const options = { expiresInSeconds: 60, contentLength: 1_000_000 };
    const url = await opened.store.presignPut(ref('hung-up'), options);
    const req = request(url, { method: 'PUT', headers: { 'content-length': 1_000_000 } });
    req.on('error', () => {});
    await new Promise((resolve) => req.write(bytes(500_000), resolve));
    req.destroy();
    const { status } = await fetch(await opened.store.presignGet(ref('hung-up'), { expiresInSeconds: 60 }));
    expect(status).toBe(404);
  });
});
