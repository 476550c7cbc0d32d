import { newCompositionId, WorkerRegistry } from '../src/index.js';
import { openStore, type Store } from './support.js';

describe('workers', () => {
  let store: Store;
  let workers: WorkerRegistry;
  beforeAll(async () => {
    store = await openStore();
    workers = new WorkerRegistry(store.dataSource);
  });
  afterAll(() => store.close());

  const CAPABILITIES = {
    ffmpegVersion: '5.1.9',
    transitions: ['fade'],
    encoders: ['libx264'],
    filters: ['xfade'],
    sandbox: 'bwrap',
  };

  describe('WorkerRegistry', () => {
    it('knows who lives, what they can do, and forgets the rest', async () => {
      await Promise.all(['a', 'b', 'c'].map((id) => workers.heartbeat(id, CAPABILITIES)));
      await workers.heartbeat('a', { ...CAPABILITIES, ffmpegVersion: '8.1.3' });
      await store.dataSource.query(`UPDATE workers SET heartbeat_at = now() - interval '1 minute' WHERE id = 'b'`);
      await workers.remove('c');
      expect(await workers.live(30)).toMatchObject([
        { id: 'a', capabilities: { ...CAPABILITIES, ffmpegVersion: '8.1.3' } },
      ]);
      expect(await workers.live(90)).toHaveLength(2);
      expect(await workers.prune(30)).toBe(1);
      expect(await workers.live(90)).toHaveLength(1);
    });
  });

  describe('connections', () => {
    it('come back after the server has thrown all of them off', async () => {
      await Promise.all(Array.from({ length: 8 }, () => workers.live(30)));
      await store.dataSource.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      const answers = await Promise.allSettled(Array.from({ length: 20 }, () => workers.live(30)));
      // One that was just being handed out may still break; none may take the process with it.
      expect(answers.filter((answer) => answer.status === 'fulfilled').length).toBeGreaterThan(0);
      expect(await workers.live(0)).toEqual([]);
    });
  });

  describe('ids', () => {
    it('never repeat, and sort by the time of making', () => {
      const ids = Array.from({ length: 10_000 }, () => newCompositionId());
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.every((id) => /^comp_[0-9A-HJKMNP-TV-Z]{26}$/.test(id))).toBe(true);
      const times = ids.map((id) => id.slice(0, 15));
      expect(times).toEqual([...times].sort());
    });
  });
});
