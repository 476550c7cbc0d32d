import { type NewPart, PartRepository } from '../src/index.js';
import { openStore, type Store } from './support.js';

describe('parts', () => {
  let store: Store;
  let parts: PartRepository;
  beforeAll(async () => {
    store = await openStore();
    parts = new PartRepository(store.dataSource);
  });
  afterEach(() => store.dataSource.query('TRUNCATE parts'));
  afterAll(() => store.close());

  const part = (key: string, objectKey = `${key}/1`): NewPart => ({
    key,
    bucket: 'cutroom',
    objectKey,
    sha256: 'f'.repeat(64),
    sizeBytes: 1234,
  });

  const age = (key: string, seconds: number): Promise<unknown> =>
    store.dataSource.query('UPDATE parts SET last_used_at = now() - make_interval(secs => $2) WHERE key = $1', [
      key,
      seconds,
    ]);

  describe('PartRepository', () => {
    it('finds what exists and nothing else', async () => {
      await parts.add(part('a'));
      await parts.add(part('b'));
      const found = await parts.find(['a', 'b', 'c']);
      expect(new Map(found.map(({ key, sizeBytes }) => [key, sizeBytes]))).toEqual(
        new Map([
          ['a', 1234],
          ['b', 1234],
        ]),
      );
    });

    it('keeps the first of two that were rendered at the same time', async () => {
      const added = await Promise.all(['a/1', 'a/2', 'a/3'].map((objectKey) => parts.add(part('a', objectKey))));
      expect(added.filter(Boolean)).toHaveLength(1);
      const [kept] = await parts.find(['a']);
      expect(kept?.objectKey).toBe(['a/1', 'a/2', 'a/3'][added.indexOf(true)]);
    });

    it('forgets a damaged part, but not the one that has taken its place', async () => {
      await parts.add(part('a', 'a/new'));
      await parts.forget({ key: 'a', objectKey: 'a/old' });
      expect(await parts.find(['a'])).toHaveLength(1);
      await parts.forget({ key: 'a', objectKey: 'a/new' });
      expect(await parts.find(['a'])).toEqual([]);
    });

    it('expires what nobody looked for, and not what somebody did', async () => {
      await Promise.all(['old', 'wanted', 'fresh'].map((key) => parts.add(part(key))));
      await age('old', 100);
      await age('wanted', 100);
      await parts.find(['wanted']);
      expect((await parts.expire(50, 10)).map(({ key }) => key)).toEqual(['old']);
      expect(await parts.find(['old', 'wanted', 'fresh'])).toHaveLength(2);
    });
  });
});
