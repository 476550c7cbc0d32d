import type { JobPayloads } from '#lib/contracts';
import { countFailed, runWithContext } from '#lib/observability';
import type { Composition } from '#lib/persistence';
import type { QueuedJob } from '#lib/queue';
import { Lease } from '../cancellation/lease.js';
import { attemptRender } from './attempt.js';
import type { RenderTools } from './tools.js';

/** Takes render jobs: claims the composition, keeps its lease, makes one attempt at it. */
export class RenderProcessor {
  constructor(private readonly tools: RenderTools) {}

  /** Three declared parameters: BullMQ hands its abort signal over only to a function that has them. */
  readonly process = (job: QueuedJob<'render'>, _token: string, signal: AbortSignal): Promise<void> => {
    const { compositionId, requestId } = job.data;
    return runWithContext({ requestId, compositionId }, () => this.#claimAndRender(job.data, signal));
  };

  async #claimAndRender({ compositionId }: JobPayloads['render'], signal: AbortSignal): Promise<void> {
    const { compositions, settings, workerId, logger, announce, metrics } = this.tools;
    const claim = await compositions.claim(compositionId, workerId, {
      leaseSeconds: settings.leaseSeconds,
      jobTimeoutSeconds: settings.jobTimeoutSeconds,
      maxFailures: settings.maxFailures,
    });
    if (claim.kind === 'claimed') await this.#underLease(claim.composition, signal);
    else if (claim.kind === 'lost') {
      countFailed(metrics, claim.composition.errorCode ?? 'WORKER_LOST');
      announce.ended(claim.composition);
    } else logger.debug({}, 'Nothing to do: the composition is not waiting');
  }

  async #underLease(composition: Composition, jobSignal: AbortSignal): Promise<void> {
    const { compositions, settings, leases, logger, metrics } = this.tools;
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
      await attemptRender(composition, AbortSignal.any([jobSignal, lease.signal]), this.tools);
    } finally {
      metrics.workerSlotsBusy.dec();
      leases.remove(compositionId, lease);
    }
  }
}
