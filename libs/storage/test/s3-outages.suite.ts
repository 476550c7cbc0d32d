import type { ObjectStore } from '../src/index.js';
import { type BadNetwork, badNetwork } from './support/bad-network.js';
import { bytes, inPieces, readAll } from './support/bytes.js';
import { openAt } from './support/drivers.js';
import { listen } from './support/http-server.js';
import { startS3rver } from './support/start-s3rver.js';

const MIB = 1024 * 1024;
const PASSING = { code: 'STORAGE_ERROR', transient: true };
const PERMANENT = { code: 'STORAGE_ERROR', transient: false };
const pass = { kind: 'pass' } as const;

describe('the s3 driver behind a bad network', () => {
  let server: { url: string; close(): Promise<void> };
  let network: BadNetwork;
  let store: ObjectStore;
  /** Waits a second at most; the others are patient, so that a busy machine does not look like a dead server. */
  let hasty: ObjectStore;
  let direct: ObjectStore;
  const ref = (key: string) => ({ bucket: 'cutroom', key });
  const data = bytes(200_000);

  beforeAll(async () => {
    server = await startS3rver();
    network = await badNetwork(server.url);
    store = openAt(network.url, { connectTimeoutMs: 10_000, idleTimeoutMs: 10_000, maxAttempts: 2 });
    hasty = openAt(network.url, { connectTimeoutMs: 1_000, idleTimeoutMs: 1_000, maxAttempts: 2 });
    direct = openAt(server.url);
    await direct.ensureBucket('cutroom');
    await direct.put(ref('there'), data);
  });
  afterAll(async () => {
    store.close();
    hasty.close();
    direct.close();
    await network.close();
    await server.close();
  });
  afterEach(() => network.fate(() => pass));

  it('makes a bucket once when a whole fleet starts on a store without it', async () => {
    const fleet = Array.from({ length: 6 }, () => openAt(server.url));
    await Promise.all(fleet.map((one) => one.ensureBucket('new-bucket')));
    await fleet[0]?.put({ bucket: 'new-bucket', key: 'there' }, data);
    for (const one of fleet) one.close();
  });

  it.each([500, 503, 429])('tries again after a %d, and then succeeds', async (status) => {
    network.fate((index) => (index === 0 ? { kind: 'status', status } : pass));
    expect((await store.stat(ref('there'))).sizeBytes).toBe(data.length);
    expect(network.requests.length).toBe(2);
  });

  it.each([
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503, code: 'SlowDown' },
    { kind: 'reset' },
  ] as const)('gives up after its attempts on %j, and says it may pass', async (fate) => {
    network.fate(() => fate);
    await expect(store.get(ref('there'))).rejects.toMatchObject(PASSING);
    await expect(store.stat(ref('there'))).rejects.toMatchObject(PASSING);
    await expect(store.put(ref('new'), Buffer.from('x'))).rejects.toMatchObject(PASSING);
    await expect(store.copy(ref('there'), ref('new'))).rejects.toMatchObject(PASSING);
    await expect(readList()).rejects.toMatchObject(PASSING);
    expect(network.requests.length).toBe(10);
  });

  it('gives up on a server that takes requests and never answers', async () => {
    network.fate(() => ({ kind: 'silence' }));
    await Promise.all([
      expect(hasty.put(ref('new'), Buffer.from('x'))).rejects.toMatchObject(PASSING),
      expect(hasty.get(ref('there'))).rejects.toMatchObject(PASSING),
    ]);
    expect(network.requests.length).toBe(4);
  });

  it.each([
    { kind: 'status', status: 403, code: 'AccessDenied' },
    { kind: 'status', status: 403, code: 'SignatureDoesNotMatch' },
    { kind: 'status', status: 400, code: 'InvalidRequest' },
  ] as const)('does not repeat %j', async (fate) => {
    network.fate(() => fate);
    await expect(store.get(ref('there'))).rejects.toMatchObject(PERMANENT);
    await expect(store.put(ref('new'), Buffer.from('x'))).rejects.toMatchObject(PERMANENT);
    expect(network.requests.length).toBe(2);
  });

  it.each([
    { kind: 'status', status: 507 },
    { kind: 'status', status: 507, code: 'XMinioStorageFull' },
  ] as const)('says NO_SPACE on %j', async (fate) => {
    network.fate(() => fate);
    await expect(store.put(ref('new'), Buffer.from('x'))).rejects.toMatchObject({ code: 'NO_SPACE' });
  });

  it.each([
    { kind: 'break', afterBytes: 100_000 },
    { kind: 'stall', afterBytes: 100_000 },
  ] as const)('a body that suffers a %j is an error, never a short file', async (fate) => {
    network.fate(() => fate);
    const { stat, body } = await hasty.get(ref('there'));
    expect(stat.sizeBytes).toBe(data.length);
    await expect(readAll(body)).rejects.toMatchObject(PASSING);
  });

  it('an upload survives parts that fail once', async () => {
    const large = bytes(20 * MIB);
    const failed = new Set<string>();
    network.fate((_index, req) => {
      const part = req.url ?? '';
      if (!part.includes('partNumber') || failed.has(part)) return pass;
      failed.add(part);
      return failed.size % 2 === 0 ? { kind: 'reset' } : { kind: 'status', status: 503 };
    });
    await store.put(ref('large'), inPieces(large));
    expect(failed.size).toBe(3);
    expect((await readAll((await direct.get(ref('large'))).body)).equals(large)).toBe(true);
  });

  it('an upload whose part keeps failing stops reading, takes its parts back and leaves nothing', async () => {
    network.fate((_index, req) =>
      req.url?.includes('partNumber=2&') === true ? { kind: 'status', status: 500 } : pass,
    );
    const body = inPieces(bytes(200 * MIB), MIB);
    await expect(store.put(ref('hopeless'), body)).rejects.toMatchObject(PASSING);
    expect(body.destroyed).toBe(true);
    expect(network.requests.filter((line) => line.startsWith('PUT')).length).toBeLessThan(12);
    expect(network.requests.at(-1)).toMatch(/^DELETE .*uploadId=/);
    await expect(direct.stat(ref('hopeless'))).rejects.toMatchObject({ code: 'ASSET_NOT_FOUND' });
  });

  it('a ping ends within its time', async () => {
    network.fate(() => ({ kind: 'silence' }));
    const started = Date.now();
    await expect(store.ping(200)).rejects.toMatchObject(PASSING);
    expect(Date.now() - started).toBeLessThan(8000);
  });

  it('a ping takes AccessDenied for an answer, and wrong credentials for a fault', async () => {
    network.fate(() => ({ kind: 'status', status: 403, code: 'AccessDenied' }));
    await store.ping(1000);
    network.fate(() => ({ kind: 'status', status: 403, code: 'InvalidAccessKeyId' }));
    await expect(store.ping(1000)).rejects.toMatchObject(PERMANENT);
  });

  it('nobody listening is a fault that may pass, and no message names the endpoint', async () => {
    const { url, close } = await listen(() => {});
    await close();
    const nowhere = openAt(url, { connectTimeoutMs: 200, idleTimeoutMs: 200, maxAttempts: 1 });
    const fault = await nowhere.get(ref('there')).catch((error: unknown) => error);
    expect(fault).toMatchObject({ ...PASSING, message: expect.not.stringContaining('127.0.0.1') });
    nowhere.close();
  });

  it('another range than asked for is a fault', async () => {
    // s3rver answers `bytes=0-0` with everything.
    await expect(store.get(ref('there'), { range: { start: 0, end: 0 } })).rejects.toMatchObject(PERMANENT);
  });

  it('signs URLs for the public endpoint', async () => {
    const { createObjectStore } = await import('../src/index.js');
    const publicStore = createObjectStore({
      driver: 's3',
      region: 'eu-central-1',
      endpoint: server.url,
      publicEndpoint: 'https://media.example.com',
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
    });
    const url = await publicStore.presignGet(ref('there'), { expiresInSeconds: 60 });
    expect(url).toMatch(/^https:\/\/media\.example\.com\/cutroom\/there\?/);
    publicStore.close();
  });

  async function readList(): Promise<void> {
    for await (const _entry of store.list('cutroom', ''));
  }
});
