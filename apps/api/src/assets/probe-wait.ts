import type { Asset, AssetRepository, WorkerRegistry } from '#lib/persistence';
import { WORKER_ALIVE_SECONDS } from '../compositions/live-transitions.js';

const POLL_MS = 150;

const isProbed = ({ probe, probeError }: Asset): boolean => probe !== null || probeError !== null;

/**
 * The asset with what a worker found out about it, or as it is after `patienceMs`; at once where no worker is up.
 * Ends early when `signal` says that nobody waits for the answer any more.
 */
export const waitForProbe = async (
  { assets, workers }: { readonly assets: AssetRepository; readonly workers: WorkerRegistry },
  asset: Asset,
  patienceMs: number,
  signal: AbortSignal,
): Promise<Asset> => {
  if (isProbed(asset) || (await workers.live(WORKER_ALIVE_SECONDS)).length === 0) return asset;
  const endsAt = performance.now() + patienceMs;
  let latest = asset;
  while (!isProbed(latest) && performance.now() < endsAt && !signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    latest = (await assets.get(asset.assetId)) ?? latest;
  }
  return latest;
};
