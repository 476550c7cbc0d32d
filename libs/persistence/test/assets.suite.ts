import { AssetRepository, type NewAsset, newAssetId } from '../src/index.js';
import { drainIds, openStore, type Store } from './support.js';

describe('assets', () => {
  let store: Store;
  let assets: AssetRepository;
  beforeAll(async () => {
    store = await openStore();
    assets = new AssetRepository(store.dataSource);
  });
  afterAll(() => store.close());

  const newAsset = (): NewAsset => ({
    assetId: newAssetId(),
    bucket: 'cutroom',
    key: 'assets/a.mp4',
    filename: 'Ferien – Tag 1.mp4',
    contentType: 'video/mp4',
    sizeBytes: 3_000_000_000,
  });

  describe('AssetRepository', () => {
    it('stores an uploaded file and promises its probe', async () => {
      const asset = newAsset();
      const stored = await assets.createReady(asset, 'etag-1', 'req_1');
      expect(stored).toMatchObject({ ...asset, etag: 'etag-1', status: 'ready', probe: null, probeError: null });
      expect(await assets.get(asset.assetId)).toEqual(stored);
      expect(await drainIds(store)).toEqual([`probe.${asset.assetId}`]);
    });

    it('finalizes a presigned upload once, and promises its probe only then', async () => {
      const asset = newAsset();
      expect(await assets.createPending(asset)).toMatchObject({ status: 'pending', etag: null });
      expect(await drainIds(store)).toEqual([]);
      const object = { key: 'assets/final.mp4', sizeBytes: 42, etag: null };
      const finalized = await Promise.all([1, 2, 3].map(() => assets.finalize(asset.assetId, object, 'req_2')));
      expect(finalized.filter((result) => result !== null)).toMatchObject([
        { status: 'ready', key: object.key, sizeBytes: 42 },
      ]);
      expect(await drainIds(store)).toEqual([`probe.${asset.assetId}`]);
      expect(await assets.finalize('asset_none', object, 'req_3')).toBeNull();
    });

    it('keeps what the probe found', async () => {
      const { assetId } = await assets.createReady(newAsset(), null, 'req_4');
      expect(await assets.saveProbe(assetId, { error: 'This file is not a video.' })).toBe(true);
      expect(await assets.get(assetId)).toMatchObject({ probe: null, probeError: 'This file is not a video.' });
      expect(await assets.saveProbe(assetId, { probe: { duration: 2.5 } })).toBe(true);
      expect(await assets.get(assetId)).toMatchObject({ probe: { duration: 2.5 }, probeError: null });
      expect(await assets.saveProbe('asset_none', { probe: {} })).toBe(false);
      expect(await assets.get('asset_none')).toBeNull();
    });

    describe('a probe that was lost', () => {
      const age = (assetId: string, seconds: number): Promise<unknown> =>
        store.dataSource.query(
          'UPDATE assets SET probe_asked_at = now() - make_interval(secs => $2) WHERE asset_id = $1',
          [assetId, seconds],
        );
      beforeEach(() => store.dataSource.query('TRUNCATE assets, outbox'));

      it('is promised again once, by one of many', async () => {
        const { assetId } = await assets.createReady(newAsset(), null, 'req_5');
        await age(assetId, 100);
        expect(await assets.requeueUnprobed(60)).toBe(0); // the outbox still has it
        expect(await drainIds(store)).toEqual([`probe.${assetId}`]);
        const requeued = await Promise.all([1, 2, 3, 4].map(() => assets.requeueUnprobed(60)));
        expect(requeued.reduce((sum, count) => sum + count)).toBe(1);
        expect(await drainIds(store)).toEqual([`probe.${assetId}`]);
      });

      it('waits twice as long each time, and is given up in the end', async () => {
        const { assetId } = await assets.createReady(newAsset(), null, 'req_6');
        await drainIds(store);
        await age(assetId, 100);
        expect(await assets.requeueUnprobed(60)).toBe(1);
        await drainIds(store);
        await age(assetId, 100);
        expect(await assets.requeueUnprobed(60)).toBe(0);
        await age(assetId, 121);
        expect(await assets.requeueUnprobed(60)).toBe(1);
        for (let round = 0; round < 20; round += 1) {
          await drainIds(store);
          await age(assetId, 1_000_000);
          await assets.requeueUnprobed(60);
        }
        expect(await assets.get(assetId)).toMatchObject({ probeTries: 8 });
      });

      it('is left to the queue where that has it, or cannot say', async () => {
        const { assetId } = await assets.createReady(newAsset(), null, 'req_7');
        await drainIds(store);
        await age(assetId, 100);
        expect(await assets.requeueUnprobed(60, { presence: async () => 'unknown' })).toBe(0);
        expect(await assets.requeueUnprobed(60, { presence: async (_, id) => id === `probe.${assetId}` })).toBe(0);
        expect(await assets.get(assetId)).toMatchObject({ probeTries: 0 });
        expect(await assets.requeueUnprobed(60)).toBe(0); // it was seen just now
      });

      it('is of no interest before the upload, or once there is an outcome', async () => {
        const pending = await assets.createPending(newAsset());
        const good = await assets.createReady(newAsset(), null, 'req_8');
        const bad = await assets.createReady(newAsset(), null, 'req_9');
        await drainIds(store);
        await assets.saveProbe(good.assetId, { probe: {} });
        await assets.saveProbe(bad.assetId, { error: 'This file is not a video.' });
        for (const { assetId } of [pending, good, bad]) await age(assetId, 100);
        expect(await assets.requeueUnprobed(60)).toBe(0);
      });
    });
  });
});
