import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CutroomError } from '#lib/contracts';
import { bytes, inPieces, readAll } from './support/bytes.js';
import { drivers, type OpenedDriver } from './support/drivers.js';

const MIB = 1024 * 1024;

describe.each(drivers)('objects in $name', (driver) => {
  let opened: OpenedDriver;
  const ref = (key: string) => ({ bucket: opened.bucket, key });
  const content = async (key: string) => readAll((await opened.store.get(ref(key))).body);

  beforeAll(async () => {
    opened = await driver.open();
  });
  afterAll(() => opened.close());

  it('gives back what was put, and describes it the same way everywhere', async () => {
    const data = bytes(100_000);
    const put = await opened.store.put(ref('a/b.mp4'), inPieces(data), { contentType: 'video/mp4' });
    const { stat, body } = await opened.store.get(ref('a/b.mp4'));

    expect((await readAll(body)).equals(data)).toBe(true);
    expect(put).toMatchObject({ sizeBytes: 100_000, contentType: 'video/mp4' });
    expect(stat).toMatchObject({ sizeBytes: 100_000, contentType: 'video/mp4', etag: put.etag });
    expect(await opened.store.stat(ref('a/b.mp4'))).toEqual(stat);
    expect(put.etag).toMatch(/^[0-9a-f-]{32,}$/);
    expect(Math.abs(stat.modifiedAt.getTime() - Date.now())).toBeLessThan(60_000);
  });

  it.each([0, 1, 8 * MIB, 8 * MIB + 1])('streams %d bytes', async (length) => {
    const data = bytes(length);
    const { sizeBytes } = await opened.store.put(ref('sized'), inPieces(data));
    expect(sizeBytes).toBe(length);
    expect((await content('sized')).equals(data)).toBe(true);
  });

  it('streams a body in many parts, in the right order', async () => {
    const data = bytes(29 * MIB + 12_345);
    const put = await opened.store.put(ref('large'), inPieces(data, 1_000_003), { contentType: 'video/mp4' });
    expect(put.sizeBytes).toBe(data.length);
    expect((await content('large')).equals(data)).toBe(true);
    expect(await opened.store.stat(ref('large'))).toMatchObject({ etag: put.etag, contentType: 'video/mp4' });
  });

  it('takes a buffer, and replaces an object', async () => {
    const first = await opened.store.put(ref('again'), Buffer.from('one'));
    const second = await opened.store.put(ref('again'), Buffer.from('three'), { contentType: 'text/plain' });
    expect((await content('again')).toString()).toBe('three');
    expect(second.etag).not.toBe(first.etag);
  });

  it('stores a local file, and says which end failed where there is none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cutroom-file-'));
    const data = bytes(12 * MIB + 1);
    await writeFile(join(folder, 'clip'), data);
    const put = await opened.store.putFile(ref('file'), join(folder, 'clip'), { contentType: 'video/mp4' });
    expect(put).toMatchObject({ sizeBytes: data.length, contentType: 'video/mp4' });
    expect(await opened.store.stat(ref('file'))).toMatchObject({ etag: put.etag, contentType: 'video/mp4' });
    expect((await content('file')).equals(data)).toBe(true);
    await expect(opened.store.putFile(ref('file'), join(folder, 'none'))).rejects.toMatchObject({
      code: 'STORAGE_ERROR',
      transient: false,
      message: expect.not.stringContaining(folder),
    });
    await rm(folder, { recursive: true });
  });

  it.each([
    [{ start: 0, end: 1 }, 0, 2],
    [{ start: 10, end: 19 }, 10, 20],
    [{ start: 990, end: null }, 990, 1000],
    [{ start: 990, end: 5000 }, 990, 1000],
  ])('reads the range %j', async (range, from, to) => {
    const data = bytes(1000);
    await opened.store.put(ref('ranged'), data);
    const { stat, body } = await opened.store.get(ref('ranged'), { range });
    expect((await readAll(body)).equals(data.subarray(from, to))).toBe(true);
    expect(stat.sizeBytes).toBe(1000);
  });

  it.each([
    { start: 1000, end: null },
    { start: 20, end: 10 },
  ])('refuses the range %j', async (range) => {
    await opened.store.put(ref('ranged'), bytes(1000));
    await expect(opened.store.get(ref('ranged'), { range })).rejects.toMatchObject({
      code: 'STORAGE_ERROR',
      transient: false,
    });
  });

  it('says ASSET_NOT_FOUND for what is missing', async () => {
    const missing = { code: 'ASSET_NOT_FOUND', transient: false };
    await expect(opened.store.get(ref('nowhere'))).rejects.toMatchObject(missing);
    await expect(opened.store.stat(ref('nowhere'))).rejects.toMatchObject(missing);
    await expect(opened.store.copy(ref('nowhere'), ref('there'))).rejects.toMatchObject(missing);
    await expect(opened.store.get({ bucket: 'no-such-bucket', key: 'a' })).rejects.toMatchObject(missing);
  });

  it('refuses to write into a bucket that does not exist', async () => {
    const permanent = { code: 'STORAGE_ERROR', transient: false };
    const nowhere = { bucket: 'no-such-bucket', key: 'a' };
    await expect(opened.store.put(nowhere, Buffer.from('x'))).rejects.toMatchObject(permanent);
    await expect(opened.store.put(nowhere, inPieces(bytes(9 * MIB)))).rejects.toMatchObject(permanent);
    await expect(readAll(Readable.from(opened.store.list('no-such-bucket', '')))).rejects.toMatchObject(permanent);
  });

  it('ensures a bucket that exists already', async () => {
    await opened.store.ensureBucket(opened.bucket);
    await expect(opened.store.ensureBucket('No/Bucket')).rejects.toBeInstanceOf(CutroomError);
  });

  it('copies bytes and description', async () => {
    const data = bytes(5000);
    await opened.store.put(ref('uploads/ü ñ.mp4'), data, { contentType: 'video/mp4' });
    const copied = await opened.store.copy(ref('uploads/ü ñ.mp4'), ref('assets/x.mp4'));
    await opened.store.put(ref('uploads/ü ñ.mp4'), Buffer.from('changed afterwards'));
    expect(copied).toMatchObject({ sizeBytes: 5000, contentType: 'video/mp4' });
    expect((await content('assets/x.mp4')).equals(data)).toBe(true);
  });

  it('removes, and does not mind what is gone already', async () => {
    await opened.store.put(ref('gone/with/it'), Buffer.from('x'));
    await opened.store.put(ref('gone/stays'), Buffer.from('x'));
    await opened.store.remove(ref('gone/with/it'));
    await opened.store.remove(ref('gone/with/it'));
    await expect(opened.store.stat(ref('gone/with/it'))).rejects.toMatchObject({ code: 'ASSET_NOT_FOUND' });
    expect((await opened.store.stat(ref('gone/stays'))).sizeBytes).toBe(1);
  });

  it('lists by prefix, whatever the prefix ends in', async () => {
    const keys = ['list/a', 'list/ab/c', 'list/ab/d', 'list/b', 'listless'];
    for (const key of keys) await opened.store.put(ref(key), Buffer.from(key));
    const list = async (prefix: string) => {
      const found: string[] = [];
      for await (const { key, sizeBytes } of opened.store.list(opened.bucket, prefix)) {
        expect(sizeBytes).toBe(key.length);
        found.push(key);
      }
      return found.sort();
    };
    expect(await list('list')).toEqual(keys);
    expect(await list('list/')).toEqual(keys.slice(0, 4));
    expect(await list('list/a')).toEqual(keys.slice(0, 3));
    expect(await list('list/ab/')).toEqual(keys.slice(1, 3));
    expect(await list('nothing/')).toEqual([]);
  });

  it('answers a ping', async () => {
    await opened.store.ping(5000);
  });
});
