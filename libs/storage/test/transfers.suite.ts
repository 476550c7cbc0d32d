import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { CutroomError } from '#lib/contracts';
import { bytes, inPieces, readAll } from './support/bytes.js';
import { drivers, type OpenedDriver } from './support/drivers.js';

const MIB = 1024 * 1024;

describe.each(drivers)('transfers to and from $name', (driver) => {
  let opened: OpenedDriver;
  const ref = (key: string) => ({ bucket: opened.bucket, key });
  const keys = async (prefix: string) => {
    const found: string[] = [];
    for await (const { key } of opened.store.list(opened.bucket, prefix)) found.push(key);
    return found;
  };

  beforeAll(async () => {
    opened = await driver.open();
  });
  afterAll(() => opened.close());

  it.each([
    ['in its first part', MIB],
    ['after parts were sent', 20 * MIB],
  ])('an upload cancelled %s ends at once and leaves nothing', async (_when, length) => {
    const aborter = new AbortController();
    const body = new PassThrough({ highWaterMark: 64 * MIB });
    body.write(bytes(length));
    const upload = opened.store.put(ref(`cancelled/${length}`), body, { signal: aborter.signal });
    await drained(body);
    aborter.abort();
    await expect(upload).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(body.destroyed).toBe(true);
    expect(await keys('cancelled/')).toEqual([]);
  });

  it('passes on why it was aborted, and starts nothing when it was before', async () => {
    const reason = new CutroomError('TIMEOUT', 'Too late.');
    const signal = AbortSignal.abort(reason);
    const body = inPieces(bytes(10));
    await expect(opened.store.put(ref('aborted'), body, { signal })).rejects.toBe(reason);
    await expect(opened.store.put(ref('aborted'), Buffer.from('x'), { signal })).rejects.toBe(reason);
    await expect(opened.store.putFile(ref('aborted'), import.meta.filename, { signal })).rejects.toBe(reason);
    await expect(opened.store.get(ref('aborted'), { signal })).rejects.toBe(reason);
    await expect(opened.store.stat(ref('aborted'), { signal })).rejects.toBe(reason);
    expect(body.destroyed).toBe(true);
    expect(await keys('aborted')).toEqual([]);
  });

  it.each([MIB, 20 * MIB])('a source that breaks off after %d bytes leaves nothing', async (length) => {
    const breaking = (error: Error) =>
      Readable.from(
        (function* () {
          yield bytes(length);
          throw error;
        })(),
        { objectMode: false },
      );
    const unknown = opened.store.put(ref('broken/a'), breaking(new Error('socket hang up')));
    await expect(unknown).rejects.toMatchObject({ code: 'STORAGE_ERROR', transient: true });
    const tooLarge = new CutroomError('PAYLOAD_TOO_LARGE', 'Too large.');
    await expect(opened.store.put(ref('broken/b'), breaking(tooLarge))).rejects.toBe(tooLarge);
    expect(await keys('broken/')).toEqual([]);
  });

  it('a source that was destroyed before is a fault, not an empty object', async () => {
    const body = inPieces(bytes(10));
    body.destroy();
    await expect(opened.store.put(ref('destroyed'), body)).rejects.toMatchObject({ code: 'STORAGE_ERROR' });
    expect(await keys('destroyed')).toEqual([]);
  });

  it('a failed upload leaves the object that was there', async () => {
    await opened.store.put(ref('kept'), Buffer.from('the old one'));
    const body = new PassThrough();
    body.write('half of the new');
    body.destroy(new Error('socket hang up'));
    await expect(opened.store.put(ref('kept'), body)).rejects.toMatchObject({ code: 'STORAGE_ERROR' });
    expect((await readAll((await opened.store.get(ref('kept'))).body)).toString()).toBe('the old one');
  });

  it('many writers of one key: readers get one of them, whole', async () => {
    const contents = [1, 2, 3, 4, 5, 6].map((seed) => bytes(300_000 + seed, seed));
    const [first = Buffer.alloc(0)] = contents;
    await opened.store.put(ref('contested'), first);
    const writes = contents.map((content) => opened.store.put(ref('contested'), inPieces(content, 10_007)));
    // s3rver replaces its files in place: several writers mix there, and only the real thing can be read meanwhile.
    if (driver.exact) {
      for (let reads = 0; reads < 10; reads += 1) {
        const { stat, body } = await opened.store.get(ref('contested'));
        const seen = await readAll(body);
        expect(seen.length).toBe(stat.sizeBytes);
        expect(contents.some((content) => content.equals(seen))).toBe(true);
      }
    }
    const stats = await Promise.all(writes);
    const { stat, body } = await opened.store.get(ref('contested'));
    const last = await readAll(body);
    expect(stats.map(({ etag }) => etag)).toContain(stat.etag);
    expect(last).toHaveLength(stat.sizeBytes);
    if (driver.exact) expect(contents.some((content) => content.equals(last))).toBe(true);
  });

  it('a reader that gives up early leaves nothing open and harms nobody', async () => {
    const data = bytes(9 * MIB);
    await opened.store.put(ref('long'), data);
    const { body } = await opened.store.get(ref('long'));
    await once(body, 'readable');
    body.destroy();
    await once(body, 'close');
    expect((await readAll((await opened.store.get(ref('long'))).body)).equals(data)).toBe(true);
  });

  it('a download can be cancelled in its middle', async () => {
    await opened.store.put(ref('long'), bytes(9 * MIB));
    const aborter = new AbortController();
    const { body } = await opened.store.get(ref('long'), { signal: aborter.signal });
    await once(body, 'readable');
    body.read();
    aborter.abort();
    await expect(readAll(body)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('a slow reader gets every byte', async () => {
    const data = bytes(3 * MIB);
    await opened.store.put(ref('slow'), data);
    const { body } = await opened.store.get(ref('slow'));
    const chunks: Buffer[] = [];
    for await (const chunk of body) {
      chunks.push(chunk);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(Buffer.concat(chunks).equals(data)).toBe(true);
  });
});

/** Waits until the store has taken all that was written. */
async function drained(body: PassThrough): Promise<void> {
  while (body.readableLength + body.writableLength > 0) await new Promise((resolve) => setImmediate(resolve));
}
