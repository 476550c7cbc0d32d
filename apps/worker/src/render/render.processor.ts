import type { JobPayloads } from '#lib/contracts';
import { countFailed, runWithContext } from '#lib/observability';
import type { QueuedJob } from '#lib/queue';
import { wholeStory } from './attempt/attempt.js';
import { underLease } from './attempt/under-lease.js';
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
    if (claim.kind === 'claimed') await underLease(claim.composition, wholeStory(), signal, this.tools);
    else if (claim.kind === 'lost') {
      countFailed(metrics, claim.composition.errorCode ?? 'WORKER_LOST');
      announce.ended(claim.composition);
    } else logger.debug({}, 'Nothing to do: the composition is not waiting');
  }
}
