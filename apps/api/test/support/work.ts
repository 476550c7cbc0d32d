import { videoKey } from '#lib/storage';
import type { TestApi } from './api.js';

const CLAIM = { leaseSeconds: 60, jobTimeoutSeconds: 300, maxFailures: 3 } as const;

/** Takes a composition as a worker does; gives the attempt. */
export async function claim({ services }: TestApi, compositionId: string): Promise<number> {
  const result = await services.compositions.claim(compositionId, 'test-worker', CLAIM);
  if (result.kind !== 'claimed') throw new Error(`claim was ${result.kind}`);
  return result.composition.attempt;
}

/** Ends a composition as a worker does, with `content` for a video of three seconds. Tells nobody through Redis. */
export async function complete(api: TestApi, compositionId: string, content: string, claimed?: number): Promise<void> {
  const { compositions, store, config } = api.services;
  const attempt = claimed ?? (await claim(api, compositionId));
  const ref = { bucket: config.storage.bucket, key: videoKey(compositionId, attempt) };
  const { sizeBytes } = await store.put(ref, Buffer.from(content), { contentType: 'video/mp4' });
  const done = await compositions.complete(compositionId, attempt, {
    result: { ...ref, contentType: 'video/mp4', sizeBytes, duration: 3, frames: 90, thumbnail: null },
    outputUrl: `s3://${ref.bucket}/${ref.key}`,
    metadata: { segments: { count: 1, reused: 0, rendered: 1 } },
    metrics: { durationSeconds: 6, cpuSeconds: 12, memoryPeakMb: 100, outputSeconds: 3, ffmpegStats: {} },
  });
  if (!done) throw new Error('complete was refused');
}
