import { MediaProbeRepository } from '../src/index.js';
import { openStore, type Store } from './support.js';

describe('media probes', () => {
  let store: Store;
  let probes: MediaProbeRepository;
  beforeAll(async () => {
    store = await openStore();
    probes = new MediaProbeRepository(store.dataSource);
  });
  afterEach(() => store.dataSource.query('TRUNCATE media_probes'));
  afterAll(() => store.close());

  const info = { container: 'mov', duration: { num: 61, den: 2 }, video: null };

  describe('MediaProbeRepository', () => {
    it('gives back what a prober found, and nothing that another found', async () => {
      await probes.keep('1 5.1', 'a', info);
      await Promise.all([probes.keep('1 5.1', 'a', info), probes.keep('1 5.1', 'a', info)]);
      expect(await probes.find('1 5.1', 'a')).toEqual(info);
      expect(await probes.find('2 5.1', 'a')).toBeNull();
      expect(await probes.find('1 5.1', 'b')).toBeNull();
    });

    it('forgets what nobody asked for, and not what somebody did', async () => {
      for (const checksum of ['old', 'wanted', 'fresh']) await probes.keep('p', checksum, info);
      await store.dataSource.query(
        `UPDATE media_probes SET last_used_at = now() - interval '100 seconds' WHERE checksum IN ('old', 'wanted')`,
      );
      await probes.find('p', 'wanted');
      expect(await probes.prune(50)).toBe(1);
      expect(await probes.find('p', 'old')).toBeNull();
      expect(await probes.find('p', 'wanted')).toEqual(info);
    });
  });
});
