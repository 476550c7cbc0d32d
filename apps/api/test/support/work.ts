import { videoKey } from '#lib/storage';
import type { TestApi } from './api.js';

const CLAIM = { leaseSeconds: 60, jobTimeoutSeconds: 300, maxFailures: 3 } as const;

/** Takes a composition as a worker does; gives the attempt. */
export async function claim({ services }: TestApi, compositionId: string): Promise<number> {
  const result = await services.compositions.claim(compositionId, 'test-worker', CLAIM);
  if (result.kind !== 'claimed') throw new Error(`claim was ${result.kind}`);
  return result.composition.attempt;
}

/**
 * Ends a composition as a worker does, with `content` for a video of three seconds, and that of its renditions by their names.
 * Tells nobody through Redis.
 */
export async function complete(
  api: TestApi,
  compositionId: string,
  content: string,
  claimed?: number,
  others: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { compositions, store, config } = api.services;
  const attempt = claimed ?? (await claim(api, compositionId));
  const put = async (bytes: string, name?: string) => {
    const ref = { bucket: config.storage.bucket, key: videoKey(compositionId, attempt, 'mp4', name) };
    const { sizeBytes } = await store.put(ref, Buffer.from(bytes), { contentType: 'video/mp4' });
    return { ...ref, sizeBytes };
  };
  const film = await put(content);
  const renditions = await Promise.all(
    Object.entries(others).map(async ([name, bytes]) => {
      const [width = 0, height = 0] = name.split(/[x-]/).map(Number);
      return { ...(await put(bytes, name)), name, width, height };
    }),
  );
  const done = await compositions.complete(compositionId, attempt, {
    result: { ...film, contentType: 'video/mp4', duration: 3, frames: 90, thumbnail: null, renditions },
    outputUrl: `s3://${film.bucket}/${film.key}`,
    metadata: { segments: { count: 1, reused: 0, rendered: 1 }, settings: { width: 1282, height: 720, fps: '25/1' } },
    metrics: { durationSeconds: 6, cpuSeconds: 12, memoryPeakMb: 100, outputSeconds: 3, ffmpegStats: {} },
  });
  if (!done) throw new Error('complete was refused');
}
