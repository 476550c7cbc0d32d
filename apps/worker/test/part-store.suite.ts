import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { CutroomError } from '#lib/contracts';
import { createLogger } from '#lib/observability';
import { connect, PartRepository, runMigrations } from '#lib/persistence';
import { ContentCache } from '#lib/sources';
import { createObjectStore, type ObjectStore } from '#lib/storage';
import { createTestDatabase } from '../../../test/support/database.js';
import { PartStore } from '../src/render/parts/part-store.js';

describe('part store', () => {
  let root: string;
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let dataSource: DataSource;
  let store: ObjectStore;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'cutroom-parts-'));
    database = await createTestDatabase();
    dataSource = await connect({ url: database.url, poolSize: 4 });
    await runMigrations(dataSource);
    store = createObjectStore({
      driver: 'fs',
      root: join(root, 'objects'),
      publicUrl: 'http://localhost',
      signingSecret: 'a secret of some length',
    });
    await store.ensureBucket('cutroom');
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
    await rm(root, { recursive: true, force: true });
  });
  beforeEach(() => dataSource.query('TRUNCATE parts'));

  /** A worker's view; each has a cache of its own. */
  const worker = (name: string, ttlSeconds = 1000, itsStore = store): PartStore =>
    new PartStore({
      parts: new PartRepository(dataSource),
      store: itsStore,
      bucket: 'cutroom',
      cache: new ContentCache({ dir: join(root, name), maxBytes: 1_000_000 }),
      ttlSeconds,
      logger: createLogger({ level: 'silent', service: 'test' }),
    });

  const signal = new AbortController().signal;
  const made = async (content: string): Promise<string> => {
    const path = join(root, `made-${content}`);
    await writeFile(path, content);
    return path;
  };
  const key = (letter: string): string => letter.repeat(64);
  const fetched = async (parts: PartStore, name: string, dest: string): Promise<boolean> => {
    const part = (await parts.find([name])).get(name);
    if (part === undefined) throw new Error('The part is not known.');
    await rm(join(root, dest), { force: true });
    return parts.fetch(part, join(root, dest), signal);
  };

  describe('PartStore', () => {
    it('gives a part made by one worker to another', async () => {
      await worker('one').keep(key('a'), await made('part a'), signal);
      expect(await fetched(worker('two'), key('a'), 'out')).toBe(true);
      expect(await readFile(join(root, 'out'), 'utf8')).toBe('part a');
    });

    it('notices a part that was damaged in the store, and forgets it', async () => {
      const parts = worker('three');
      await parts.keep(key('b'), await made('part b'), signal);
      const stored = (await parts.find([key('b')])).get(key('b'));
      await store.put({ bucket: 'cutroom', key: stored?.objectKey ?? '' }, Buffer.from('part X'));
      expect(await fetched(worker('four'), key('b'), 'out')).toBe(false);
      expect((await parts.find([key('b')])).size).toBe(0);
      await expect(readFile(join(root, 'out'))).rejects.toThrow('ENOENT');
    });

    it('stores a part also where its own cache cannot take it', async () => {
      // Nothing is renamed onto a folder.
      await mkdir(join(root, 'full', key('d')), { recursive: true });
      await worker('full').keep(key('d'), await made('part d'), signal);
      expect(await fetched(worker('two'), key('d'), 'out')).toBe(true);
    });

    it('survives damage in its own cache', async () => {
      const parts = worker('five');
      const path = await made('part c');
      await parts.keep(key('c'), path, signal);
      // The cache shares the file with its maker: break the link first, as a failing disk would not.
      await rm(join(root, 'five', key('c')));
      await writeFile(join(root, 'five', key('c')), 'part Y');
      expect(await fetched(parts, key('c'), 'out')).toBe(true);
      expect(await readFile(join(root, 'out'), 'utf8')).toBe('part c');
    });

    it('forgets a part whose object is gone', async () => {
      const parts = worker('six');
      await parts.keep(key('d'), await made('part d'), signal);
      const stored = (await parts.find([key('d')])).get(key('d'));
      await store.remove({ bucket: 'cutroom', key: stored?.objectKey ?? '' });
      expect(await fetched(worker('seven'), key('d'), 'out')).toBe(false);
      expect((await parts.find([key('d')])).size).toBe(0);
    });

    it('keeps one object where two made the same part', async () => {
      await Promise.all([
        worker('eight').keep(key('e'), await made('part e'), signal),
        worker('nine').keep(key('e'), await made('part e'), signal),
      ]);
      const objects: string[] = [];
      for await (const { key: object } of store.list('cutroom', `parts/${key('e')}/`)) objects.push(object);
      expect(objects).toEqual([(await worker('eight').find([key('e')])).get(key('e'))?.objectKey]);
    });

    it('removes what had its time, with its object', async () => {
      const parts = worker('ten');
      await parts.keep(key('f'), await made('part f'), signal);
      expect(await parts.expire(10)).toBe(0);
      await dataSource.query(`UPDATE parts SET last_used_at = now() - interval '1 day'`);
      expect(await parts.expire(10)).toBe(1);
      for await (const left of store.list('cutroom', `parts/${key('f')}/`)) throw new Error(`left: ${left.key}`);
    });

    it('knows of nothing that the store did not take', async () => {
      const full: ObjectStore = Object.assign(Object.create(store), {
        putFile: () => Promise.reject(new CutroomError('STORAGE_ERROR', 'The store is full.', { transient: true })),
      });
      await expect(worker('twelve', 1000, full).keep(key('2'), await made('part 2'), signal)).rejects.toMatchObject({
        code: 'STORAGE_ERROR',
      });
      expect((await worker('twelve').find([key('2')])).size).toBe(0);
    });

    it('forgets, everywhere, parts that are not to be trusted', async () => {
      const parts = worker('thirteen');
      for (const letter of ['3', '4']) await parts.keep(key(letter), await made(`part ${letter}`), signal);
      await parts.forget([key('3'), key('5')]);
      expect([...(await parts.find([key('3'), key('4')])).keys()]).toEqual([key('4')]);
      for await (const left of store.list('cutroom', `parts/${key('3')}/`)) throw new Error(`left: ${left.key}`);
      expect(await readdir(join(root, 'thirteen'))).toEqual([key('4')]);
    });

    it('keeps nothing where it is told to', async () => {
      const parts = worker('eleven', 0);
      await parts.keep(key('1'), await made('part 1'), signal);
      expect((await parts.find([key('1')])).size).toBe(0);
      await expect(readdir(join(root, 'eleven'))).rejects.toThrow('ENOENT');
    });
  });
});
