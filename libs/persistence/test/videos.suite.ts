import { jest } from '@jest/globals';
import { type NewVideoJob, VideoRepository } from '../src/index.js';
import { newComposition, openStore, type Store } from './support.js';

describe('variants of a film', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.close());

  it('come with their renders in two queries, however many there are', async () => {
    const videos = new VideoRepository(store.dataSource);
    const size = { width: 640, height: 360, frameRate: '25/1', sizeBytes: 4, durationSec: 3 };
    const file = { bucket: 'b', key: 'k', originalFilename: 'a.mp4', mimeType: 'video/mp4' };
    await videos.create({ id: 'video', ...size, ...file });
    const variant = { rendition: null, kind: 'trim', quality: 'source', config: {}, overlays: [] } as const;
    const jobs: NewVideoJob[] = [1, 2, 3].map(() => ({
      ...{ type: 'trim', videoId: 'video', sourceVariantId: null, composition: newComposition() },
      variants: [variant, variant],
    }));
    for (const job of jobs) await videos.createJob(job);
    const queries = jest.spyOn(store.dataSource, 'createQueryRunner');
    const rendered = await videos.variantsOfVideo('video');
    expect(rendered.map(({ variant, composition }) => [variant.place, composition.compositionId])).toEqual(
      jobs.flatMap(({ composition }) => [0, 1].map((place) => [place, composition.compositionId])),
    );
    expect(queries).toHaveBeenCalledTimes(2);
    expect(await videos.getVariant('none')).toBeNull();
  });
});
