import { CutroomError, formatObjectUrl } from '#lib/contracts';
import { runWithContext } from '#lib/observability';
import type { Asset, AssetRepository, ProbeOutcome } from '#lib/persistence';
import type { QueuedJob } from '#lib/queue';
import type { RenderTools } from '../render/tools.js';
import { openWorkspace } from '../workspace/workspace.js';
import { lookAtPicture } from './look-at-picture.js';
import { presentProbe } from './present-probe.js';

/** Looks at an uploaded asset so that the API, which never runs ffmpeg, can say what it is. */
export class ProbeProcessor {
  constructor(
    private readonly assets: AssetRepository,
    private readonly tools: Pick<RenderTools, 'home' | 'ffmpeg' | 'probes' | 'fetcher' | 'limits' | 'logger'>,
  ) {}

  readonly process = ({ data }: QueuedJob<'probe'>, _token: string, signal: AbortSignal): Promise<void> =>
    runWithContext({ requestId: data.requestId }, async () => {
      const asset = await this.assets.get(data.assetId);
      if (asset === null) return;
      const outcome = await this.#look(asset, signal);
      if (outcome !== null) await this.assets.saveProbe(asset.assetId, outcome);
    });

  /** Null where the look says nothing about the asset: it was cut short, or another may succeed. */
  async #look(asset: Asset, signal: AbortSignal): Promise<ProbeOutcome | null> {
    const { home, ffmpeg, probes, fetcher, limits, logger } = this.tools;
    const workspace = await openWorkspace(home, asset.assetId, false);
    try {
      const path = workspace.source(0);
      const { sha256 } = await fetcher.fetchTo(formatObjectUrl(asset), path, { signal });
      const { maxPixels } = limits;
      const look = async () =>
        (await lookAtPicture(path, maxPixels)) ?? (await ffmpeg.probe(path, { signal, maxPixels }));
      return { probe: presentProbe(await probes.of(sha256, look)) };
    } catch (error) {
      logger.info({ asset_id: asset.assetId, err: error }, 'The asset could not be probed');
      // The reconciler promises the probe again.
      if (signal.aborted || !(error instanceof CutroomError) || error.transient) return null;
      return { error: error.message };
    } finally {
      await workspace.close();
    }
  }
}
