import { countFailed, type Metrics, runWithContext } from '#lib/observability';
import type { AssetRepository, CompositionRepository, Ended, ProcessingJobRepository } from '#lib/persistence';
import type { ReconcilerPort } from '#lib/queue';
import type { Announcer } from '../render/attempt/announce.js';

export interface MaintenanceSettings {
  readonly reconcileSeconds: number;
  readonly queueTimeoutSeconds: number;
  readonly maxAttempts: number;
}

/** The reconciler's view of Postgres; whoever watches hears of what ended by its hand. */
export function reconcilerPort(
  compositions: CompositionRepository,
  { assets, jobs }: { readonly assets: AssetRepository; readonly jobs: ProcessingJobRepository },
  announce: Announcer,
  metrics: Metrics,
  settings: MaintenanceSettings,
): ReconcilerPort {
  const tell = ({ compositionId, requestId }: Ended): Promise<void> =>
    runWithContext({ compositionId, requestId }, () => announce.current(compositionId));
  return {
    requeueStranded: async (presence) => {
      const renders = await compositions.requeueStranded(settings.reconcileSeconds, { presence });
      const probes = await assets.requeueUnprobed(settings.reconcileSeconds, { presence });
      return renders + probes + (await jobs.requeueBeats(settings.reconcileSeconds, { presence }));
    },
    failOverdue: async () => {
      const ended = await compositions.failOverdue({
        queueTimeoutSeconds: settings.queueTimeoutSeconds,
        maxFailures: settings.maxAttempts,
      });
      for (const { error } of ended) countFailed(metrics, error.code);
      await Promise.all(ended.map(tell));
      return ended.length;
    },
  };
}
