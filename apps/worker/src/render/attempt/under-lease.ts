import type { Composition } from '#lib/persistence';
import { Lease } from '../../cancellation/lease.js';
import type { RenderTools } from '../tools.js';
import { attemptRender, type Chapter } from './attempt.js';

/** Tells a claimed composition's story for as long as it is ours. */
export async function underLease(
  composition: Composition,
  chapter: Chapter,
  jobSignal: AbortSignal,
  tools: RenderTools,
): Promise<void> {
  const { compositions, settings, leases, logger, metrics } = tools;
  const { compositionId, attempt } = composition;
  const lease = new Lease({
    leaseSeconds: settings.leaseSeconds,
    deadlineAt: Date.now() + settings.jobTimeoutSeconds * 1000,
    renew: () => compositions.heartbeat(compositionId, attempt, settings.leaseSeconds),
    onTrouble: (error) => logger.warn({ err: error }, 'The lease could not be renewed; trying again'),
  });
  leases.add(compositionId, lease);
  metrics.workerSlotsBusy.inc();
  try {
    await attemptRender(composition, chapter, AbortSignal.any([jobSignal, lease.signal]), tools);
  } finally {
    metrics.workerSlotsBusy.dec();
    leases.remove(lease);
  }
}
