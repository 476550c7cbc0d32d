import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CutroomError } from '#lib/contracts';
import { createFetcher, type FetcherOptions } from '../src/index.js';
import { selfSigned } from './support/certificate.js';
import { serve, serverName, type TestServer } from './support/servers.js';

const data = randomBytes(3_000_000);
const HOST = 'media.example.com';
const tls = selfSigned(HOST);

describe('fetching over HTTPS', () => {
  let folder: string;
  let server: TestServer;
  let handler: RequestListener;
  let names: (string | false | null)[];
  let headers: Record<string, unknown>[];
  const dest = () => join(folder, 'clip');
  const url = (path = '/a.mp4') => `https://${HOST}:${server.port}${path}`;

  /** Everything real but the resolver and the rule that forbids the loopback interface. */
  const fetcher = (changes: Partial<FetcherOptions> = {}) =>
    createFetcher({
      objects: { get: () => Promise.reject(new Error('no store here')) },
      allowedBuckets: [],
      allowedHosts: [HOST, '*.example.com'],
      allowedPorts: [server.port],
      maxBytes: 10_000_000,
      timeoutMs: 20_000,
      certificateAuthorities: [tls.cert],
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      allowAddress: (address) => address === '127.0.0.1',
      ...changes,
    });

  beforeAll(async () => {
    server = await serve((req, res) => {
      names.push(serverName(req.socket));
      headers.push(req.headers);
      handler(req, res);
    }, tls);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cutroom-fetch-'));
    names = [];
    headers = [];
    handler = (_req, res) => res.end(data);
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('brings the bytes, their number and their hash', async () => {
    const seen: number[] = [];
    const fetched = await fetcher().fetchTo(url(), dest(), { onBytes: (received) => seen.push(received) });
    expect(fetched).toEqual({ sizeBytes: data.length, sha256: createHash('sha256').update(data).digest('hex') });
    expect((await readFile(dest())).equals(data)).toBe(true);
    expect(seen.at(-1)).toBe(data.length);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('asks TLS for the host by name though it connects to an address, and never for a packed body', async () => {
    await fetcher().fetchTo(url(), dest());
    expect(names).toEqual([HOST]);
    expect(headers[0]).toMatchObject({ host: `${HOST}:${server.port}`, 'accept-encoding': 'identity' });
  });

  it('gets every byte of servers that close at once behind their last', async () => {
    handler = (_req, res) => res.writeHead(200, { connection: 'close' }).end(data);
    const several = Array.from({ length: 8 }, (_, index) => fetcher().fetchTo(url(), join(folder, `clip-${index}`)));
    for (const { sizeBytes } of await Promise.all(several)) expect(sizeBytes).toBe(data.length);
  });

  it('stores a packed body as it came', async () => {
    const packed = gzipSync(data);
    handler = (_req, res) => res.setHeader('content-encoding', 'gzip').end(packed);
    expect((await fetcher().fetchTo(url(), dest())).sizeBytes).toBe(packed.length);
  });

  it('refuses a certificate nobody vouches for, for good', async () => {
    const fetching = fetcher({ certificateAuthorities: [] }).fetchTo(url(), dest());
    await expect(fetching).rejects.toMatchObject({ code: 'STORAGE_ERROR', transient: false });
  });

  it('refuses a certificate of another host, for good', async () => {
    const other = `https://other.example.com:${server.port}/`;
    await expect(fetcher().fetchTo(other, dest())).rejects.toMatchObject({ code: 'STORAGE_ERROR', transient: false });
  });

  it.each([
    [404, 'ASSET_NOT_FOUND', false],
    [410, 'ASSET_NOT_FOUND', false],
    [500, 'STORAGE_ERROR', true],
    [503, 'STORAGE_ERROR', true],
    [429, 'STORAGE_ERROR', true],
    [403, 'STORAGE_ERROR', false],
    [204, 'STORAGE_ERROR', false],
    [206, 'STORAGE_ERROR', false],
    [304, 'STORAGE_ERROR', false],
  ])('a status of %d is %s', async (status, code, transient) => {
    handler = (_req, res) => res.writeHead(status).end();
    await expect(fetcher().fetchTo(url(), dest())).rejects.toMatchObject({ code, transient });
  });

  it.each<[string, RequestListener]>([
    [
      'breaks off',
      (_req, res) =>
        res.writeHead(200, { 'content-length': data.length }).write(data.subarray(0, 9999), () => res.destroy()),
    ],
    ['breaks off undeclared', (_req, res) => void res.write(data.subarray(0, 9999), () => res.destroy())],
    ['hangs up at once', (req) => void req.socket.destroy()],
    [
      'goes silent',
      (_req, res) => void res.writeHead(200, { 'content-length': data.length }).write(data.subarray(0, 9999)),
    ],
    ['never answers', () => {}],
  ])('a server that %s is a fault that may pass, and leaves no file', async (_what, listener) => {
    handler = listener;
    const fetching = fetcher({ idleTimeoutMs: 300 }).fetchTo(url(), dest());
    await expect(fetching).rejects.toMatchObject({ code: 'STORAGE_ERROR', transient: true });
    expect(await readdir(folder)).toEqual([]);
  });

  it.each<[string, RequestListener]>([
    ['declared', (_req, res) => res.writeHead(200, { 'content-length': data.length }).end(data)],
    ['actual', (_req, res) => void res.write(data.subarray(0, 600_000), () => res.end(data.subarray(600_000)))],
  ])('a %s size over the limit is RESOURCE_LIMIT', async (_what, listener) => {
    handler = listener;
    const seen: number[] = [];
    const fetching = fetcher({ maxBytes: 1_000_000 }).fetchTo(url(), dest(), { onBytes: (n) => seen.push(n) });
    await expect(fetching).rejects.toMatchObject({ code: 'RESOURCE_LIMIT', transient: false });
    expect(seen.every((received) => received <= 1_000_000)).toBe(true);
    expect(await readdir(folder)).toEqual([]);
  });

  it('a trickle ends at the time limit', async () => {
    handler = (_req, res) => {
      const drip = setInterval(() => res.write('x'), 20);
      res.on('close', () => clearInterval(drip));
    };
    const started = Date.now();
    const fetching = fetcher({ timeoutMs: 300 }).fetchTo(url(), dest());
    await expect(fetching).rejects.toMatchObject({ code: 'TIMEOUT', transient: true });
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(await readdir(folder)).toEqual([]);
  });

  it('a resolver that never answers ends at the time limit', async () => {
    const fetching = fetcher({ timeoutMs: 100, resolve: () => new Promise(() => {}) }).fetchTo(url(), dest());
    await expect(fetching).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  it('can be cancelled, with a reason or without', async () => {
    const reason = new CutroomError('WORKER_LOST', 'Superseded.');
    for (const [why, expected] of [
      [reason, reason],
      [undefined, { code: 'CANCELLED' }],
    ] as const) {
      const aborter = new AbortController();
      handler = (_req, res) => void res.write(data.subarray(0, 1000));
      const fetching = fetcher().fetchTo(url(), dest(), {
        signal: aborter.signal,
        onBytes: () => aborter.abort(why),
      });
      await expect(fetching).rejects.toMatchObject(expected);
      expect(await readdir(folder)).toEqual([]);
    }
    const aborted = fetcher().fetchTo(url(), dest(), { signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('leaves an older file in its place when it fails, and replaces it when it does not', async () => {
    await writeFile(dest(), 'older');
    handler = (_req, res) => res.writeHead(500).end();
    await expect(fetcher().fetchTo(url(), dest())).rejects.toBeInstanceOf(CutroomError);
    expect((await readFile(dest())).toString()).toBe('older');
    handler = (_req, res) => res.end('newer');
    await fetcher().fetchTo(url(), dest());
    expect((await readFile(dest())).toString()).toBe('newer');
    expect(await readdir(folder)).toEqual(['clip']);
  });

  it('does not call a local fault one of the network', async () => {
    const fetching = fetcher().fetchTo(url(), join(folder, 'missing', 'clip'));
    await expect(fetching).rejects.toMatchObject({
      code: 'INTERNAL_ERROR',
      message: expect.not.stringContaining(folder),
    });
  });
});
