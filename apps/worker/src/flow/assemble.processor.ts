import { runWithContext } from '#lib/observability';
import type { Assembly } from '#lib/persistence';
import type { QueuedJob } from '#lib/queue';
import { RunCost } from '../render/accounts/run-cost.js';
import { StageClock } from '../render/accounts/stage-clock.js';
import type { Chapter } from '../render/attempt/attempt.js';
import { underLease } from '../render/attempt/under-lease.js';
import { assembleComposition } from '../render/render.pipeline.js';
import type { RenderTools } from '../render/tools.js';
import type { FlowDescription } from './description.js';
import { openFlow } from './open-flow.js';

/** Takes a render back into one worker's hands when its parts are made, and brings it to its end. */
export class AssembleProcessor {
  constructor(private readonly tools: RenderTools) {}

  readonly process = (job: QueuedJob<'assemble'>, _token: string, signal: AbortSignal): Promise<void> => {
    const { compositionId, requestId } = job.data;
    return runWithContext({ requestId, compositionId }, () => this.#take(job, signal));
  };

  async #take({ data }: QueuedJob<'assemble'>, signal: AbortSignal): Promise<void> {
    const { flows, workerId, settings } = this.tools;
    const { compositionId, attempt } = data;
    const flow = await openFlow(data, this.tools);
    if (flow === null) return;
    const assembly = await flows.claimAssembly(compositionId, attempt, workerId, {
      leaseSeconds: settings.leaseSeconds,
      jobTimeoutSeconds: settings.jobTimeoutSeconds,
    });
    if (assembly === null) return;
    await underLease(assembly.composition, lastChapter(flow.description, assembly), signal, this.tools);
  }
}

function lastChapter(description: FlowDescription, { parts, secondsInParts }: Assembly): Chapter {
  const { seconds, totalSeconds, cost: before } = description.spent;
  const cost = new RunCost();
  cost.addAll(before);
  return {
    story: (context, tools) => assembleComposition(context, tools, { ...description, parts }),
    name: 'join',
    clock: new StageClock({ ...seconds, encode: secondsInParts }, totalSeconds + secondsInParts),
    cost,
  };
}
