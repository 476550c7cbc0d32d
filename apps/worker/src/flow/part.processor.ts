import { runWithContext } from '#lib/observability';
import { HandBack, type QueuedJob } from '#lib/queue';
import { Lease } from '../cancellation/lease.js';
import { settle } from '../render/attempt/conclude.js';
import { outcomeOf } from '../render/attempt/outcome.js';
import { persist } from '../render/attempt/persist.js';
import { type PlannedPart, partsOf } from '../render/parts/parts-of.js';
import type { RenderTools } from '../render/tools.js';
import { FlowProgress } from './flow-progress.js';
import { type OpenedFlow, openFlow, planAgain } from './open-flow.js';
import { producePart } from './produce-part.js';

type PartJob = QueuedJob<'part'>;

/** Milliseconds before a part is offered again whose worker was told to stop, though somebody still waits for it. */
const SOON = 1_000;

/** Makes one part of a render that another worker planned. The composition is nobody's own meanwhile: all keep it alive. */
export class PartProcessor {
  constructor(private readonly tools: RenderTools) {}

  readonly process = (job: PartJob, _token: string, signal: AbortSignal): Promise<void> => {
    const { compositionId, requestId } = job.data;
    return runWithContext({ requestId, compositionId }, () => this.#take(job, signal));
  };

  async #take(job: PartJob, signal: AbortSignal): Promise<void> {
    const flow = await openFlow(job.data, this.tools);
    if (flow === null) return;
    const { plan, encoder, keys } = flow.description;
    const part = partsOf(plan, encoder).all[job.data.part];
    // Another version of Cutroom planned this, and would encode it otherwise.
    if (part === undefined || part.key !== keys[part.number]) {
      await planAgain({ ...job.data, failures: flow.failures }, this.tools);
    } else await this.#underLease(job, flow, part, signal);
  }

  async #underLease(job: PartJob, flow: OpenedFlow, part: PlannedPart, jobSignal: AbortSignal): Promise<void> {
    const { flows, settings, leases, logger } = this.tools;
    const { compositionId, attempt } = job.data;
    const { description } = flow;
    const progress = new FlowProgress(this.tools.progressBus, {
      compositionId,
      attempt,
      frames: description.plan.frames,
    });
    let framesDone = 0;
    const onTrouble = (error: unknown): void =>
      logger.warn({ err: error }, 'Postgres did not answer a part in the making; trying again');
    const lease = new Lease({
      leaseSeconds: settings.leaseSeconds,
      deadlineAt: Date.now() + settings.jobTimeoutSeconds * 1000,
      renew: async () => {
        const own = framesDone;
        const beat = await flows.beat({
          ...{ compositionId, attempt, part: part.number, framesDone: own, leaseSeconds: settings.leaseSeconds },
          progress: progress.expected(own),
        });
        if (beat !== null) progress.tell(beat, own);
        return beat !== null;
      },
      onTrouble,
    });
    leases.add(compositionId, lease);
    const signal = AbortSignal.any([jobSignal, lease.signal]);
    const onFrames = (done: number): void => {
      framesDone = done;
    };
    try {
      const made = await producePart({ job: job.data, description, part, signal, onFrames }, this.tools);
      const all = await persist(() => flows.finishPart(compositionId, attempt, part.number, made), onTrouble);
      progress.tell(all, part.frames);
      logger.info({ attempt, part: part.number }, 'Part made');
    } catch (failure) {
      await this.#conclude(job, flow, failure, signal);
    } finally {
      leases.remove(lease);
    }
  }

  /** A part that may succeed another time is tried again by itself; only its last fault is one of the whole attempt. */
  async #conclude({ data, lastTry }: PartJob, flow: OpenedFlow, failure: unknown, signal: AbortSignal): Promise<void> {
    const { flows, logger } = this.tools;
    const { compositionId, attempt } = data;
    const outcome = outcomeOf(failure, signal.aborted ? signal.reason : undefined);
    logger.warn({ attempt, part: data.part, outcome: outcome.kind, err: failure }, 'Part stopped short');
    switch (outcome.kind) {
      case 'release':
        throw new HandBack();
      case 'abandon':
        // Not wanted any more, or only Postgres away for longer than the lease.
        if ((await flows.open(compositionId, attempt).catch(() => undefined)) !== null) throw new HandBack(SOON);
        return;
      case 'retry':
        if (!lastTry) throw failure;
    }
    await settle({ compositionId, attempt, failures: flow.failures }, outcome, null, this.tools);
  }
}
