import { AssetRepository, type NewAsset, newAssetId } from '../src/index.js';
import { drainIds, openStore, type Store } from './support.js';

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
});
