import type { Timeline } from '#lib/timeline';
import { RunCost } from '../render/accounts/run-cost.js';
import { StageClock } from '../render/accounts/stage-clock.js';
import { ProgressReporter } from '../render/attempt/progress-reporter.js';
import type { RenderContext } from '../render/context.js';
import type { RenderTools } from '../render/tools.js';
import { workspaceAt } from '../workspace/workspace.js';

/** What the steps of a render share, for one that nobody watches and that leaves nothing behind. */
export const forecastContext = (
  forecastId: string,
  timeline: Timeline,
  signal: AbortSignal,
  { home }: Pick<RenderTools, 'home'>,
): RenderContext => ({
  compositionId: forecastId,
  attempt: 0,
  timeline,
  workspace: workspaceAt(home, forecastId, false),
  signal,
  clock: new StageClock(),
  cost: new RunCost(),
  progress: new ProgressReporter({
    compositionId: forecastId,
    attempt: 0,
    floor: { stage: 'downloading', percentage: 0, message: '' },
    emit: () => undefined,
    save: async () => undefined,
    saveEveryMs: Number.POSITIVE_INFINITY,
  }),
});
