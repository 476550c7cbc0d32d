import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFetcher, type FetcherOptions } from '../src/index.js';
import { serve, type TestServer } from './support/servers.js';

const REFUSED = { code: 'SOURCE_NOT_ALLOWED', transient: false };

describe('where a fetch may go', () => {
  let folder: string;
  let server: TestServer;
  let handler: RequestListener;
  const dest = () => join(folder, 'clip');
  const url = (host = 'a.example.com', path = '/') => `http://${host}:${server.port}${path}`;
  const local = [{ address: '127.0.0.1', family: 4 }];

  /** As in production: the option that lets tests reach the loopback interface is not there. */
  const strict = (changes: Partial<FetcherOptions> = {}) =>
    createFetcher({
      objects: { get: () => Promise.reject(new Error('no store here')) },
      allowedBuckets: ['cutroom'],
      allowedHosts: ['*.example.com', '127.0.0.1', '169.254.169.254', '[::1]'],
      allowedPorts: [server.port],
      allowHttp: true,
      maxBytes: 1000,
      timeoutMs: 20_000,
      resolve: async () => local,
      ...changes,
    });
  const fetcher = (changes: Partial<FetcherOptions> = {}) =>
    strict({ allowAddress: (address) => address === '127.0.0.1', ...changes });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cutroom-address-'));
    handler = (_req, res) => res.end('hello');
    server = await serve((req, res) => handler(req, res));
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  it('reaches an allowed address', async () => {
    await fetcher().fetchTo(url(), dest());
    expect((await readFile(dest())).toString()).toBe('hello');
  });

  it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', '0.0.0.0'])(
    'refuses a name that resolves to %s, without connecting',
    async (address) => {
      const resolve = async () => [{ address, family: address.includes(':') ? 6 : 4 }];
      await expect(strict({ resolve }).fetchTo(url(), dest())).rejects.toMatchObject(REFUSED);
      expect(server.connections()).toBe(0);
    },
  );

  it('refuses a name with one bad address among good ones', async () => {
    const resolve = async () => [{ address: '8.8.8.8', family: 4 }, ...local];
    await expect(strict({ resolve }).fetchTo(url(), dest())).rejects.toMatchObject(REFUSED);
  });

  it.each(['127.0.0.1', '169.254.169.254', '[::1]'])(
    'refuses the address %s itself, though on the list',
    async (host) => {
      await expect(strict().fetchTo(url(host), dest())).rejects.toMatchObject(REFUSED);
      expect(server.connections()).toBe(0);
    },
  );

  it('asks for a name once, and connects to that answer, whatever the name says next', async () => {
    let questions = 0;
    const resolve = async () => {
      questions += 1;
      return questions === 1 ? local : [{ address: '10.0.0.1', family: 4 }];
    };
    const asked: string[] = [];
    const allowAddress = (address: string) => {
      asked.push(address);
      return address === '127.0.0.1';
    };
    await fetcher({ resolve, allowAddress }).fetchTo(url(), dest());
    expect(questions).toBe(1);
    expect(asked).toEqual(['127.0.0.1']);
    expect(server.connections()).toBe(1);
  });

  it('follows redirects between allowed hosts, five and no more', async () => {
    handler = (req, res) => {
      const left = Number(req.url?.slice(1));
      if (left === 0) res.end('arrived');
      else res.writeHead(302, { location: url('b.example.com', `/${left - 1}`) }).end('ignored');
    };
    await fetcher().fetchTo(url('a.example.com', '/5'), dest());
    expect((await readFile(dest())).toString()).toBe('arrived');
    const sixth = fetcher().fetchTo(url('a.example.com', '/6'), dest());
    await expect(sixth).rejects.toMatchObject({ code: 'STORAGE_ERROR', transient: false });
  });

  it('follows a relative redirect', async () => {
    handler = (req, res) =>
      req.url === '/there' ? res.end('there') : res.writeHead(307, { location: '/there' }).end();
    await fetcher().fetchTo(url(), dest());
    expect((await readFile(dest())).toString()).toBe('there');
  });

  it.each([
    ['a host not on the list', 'http://evil.net/'],
    ['the metadata service', 'http://169.254.169.254/latest/meta-data/'],
    ['a file', 'file:///etc/passwd'],
    ['the object store', 's3://cutroom/secret'],
    ['a name and password', 'http://user:pass@a.example.com/'],
    ['another port', 'http://a.example.com:22/'],
  ])('refuses a redirect to %s without connecting', async (_what, location) => {
    handler = (_req, res) => res.writeHead(302, { location }).end();
    const asked: string[] = [];
    const resolve = async (host: string) => {
      asked.push(host);
      return local;
    };
    await expect(fetcher({ resolve }).fetchTo(url(), dest())).rejects.toMatchObject(REFUSED);
    expect(server.connections()).toBe(1);
    expect(asked).toEqual(['a.example.com']);
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses a redirect from https to http', async () => {
    const problem = fetcher({ allowHttp: false }).fetchTo(url(), dest());
    await expect(problem).rejects.toMatchObject(REFUSED);
    expect(server.connections()).toBe(0);
  });

  it('resolves and checks the host of a redirect anew', async () => {
    handler = (_req, res) => res.writeHead(301, { location: url('b.example.com') }).end();
    const resolve = async (host: string) => (host === 'a.example.com' ? local : [{ address: '10.0.0.1', family: 4 }]);
    await expect(fetcher({ resolve }).fetchTo(url(), dest())).rejects.toMatchObject(REFUSED);
    expect(server.connections()).toBe(1);
  });

  it('a redirect without a target is no source', async () => {
    handler = (_req, res) => res.writeHead(302).end();
    await expect(fetcher().fetchTo(url(), dest())).rejects.toMatchObject({ code: 'STORAGE_ERROR', transient: false });
    handler = (_req, res) => res.writeHead(302, { location: 'http://[' }).end();
    await expect(fetcher().fetchTo(url(), dest())).rejects.toMatchObject({ code: 'STORAGE_ERROR', transient: false });
  });

  it('a name that does not resolve may resolve later', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    await expect(fetcher({ resolve }).fetchTo(url(), dest())).rejects.toMatchObject({
      code: 'STORAGE_ERROR',
      transient: true,
    });
    const nothing = fetcher({ resolve: async () => [] }).fetchTo(url(), dest());
    await expect(nothing).rejects.toMatchObject({ code: 'STORAGE_ERROR', transient: true });
  });

  it('nobody listening is a fault that may pass', async () => {
    const gone = url();
    await server.close();
    await expect(fetcher().fetchTo(gone, dest())).rejects.toMatchObject({ code: 'STORAGE_ERROR', transient: true });
  });
});
