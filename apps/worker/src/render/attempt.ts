import { type CompositionRequest, toTimeline } from '#lib/composition-request';
import type { Composition } from '#lib/persistence';
import { workspaceAt } from '../workspace/workspace.js';
import { commit, conclude } from './conclude.js';
import type { RenderContext } from './context.js';
import { outcomeOf } from './outcome.js';
import { ProgressReporter } from './progress-reporter.js';
import { renderComposition } from './render.pipeline.js';
import { RunCost } from './run-cost.js';
import { StageClock } from './stage-clock.js';
import type { RenderTools } from './tools.js';

/** Milliseconds between two saves of progress to Postgres. */
const SAVE_EVERY_MS = 1_000;

/** One attempt from claim to outcome. What goes wrong in the render is written down, not thrown. */
export async function attemptRender(composition: Composition, signal: AbortSignal, tools: RenderTools): Promise<void> {
  const { attempt, failures } = composition;
  tools.logger.info({ attempt, failures }, 'Render started');
  const context = contextOf(composition, signal, tools);
  context.progress.start();
  try {
    await context.workspace.open();
    const completion = await renderComposition(context, tools);
    await commit(composition, context, completion, tools);
  } catch (failure) {
    const outcome = outcomeOf(failure, signal.aborted ? signal.reason : undefined);
    tools.logger.warn({ attempt, outcome: outcome.kind, err: failure }, 'Render stopped short');
    await conclude(composition, context, outcome, tools);
  } finally {
    context.progress.end();
    await context.workspace.close();
  }
}

function contextOf(composition: Composition, signal: AbortSignal, tools: RenderTools): RenderContext {
  const { compositionId, attempt } = composition;
  return {
    compositionId,
    attempt,
    // The door validated it before it was stored; nothing else writes this column.
    timeline: toTimeline(composition.config as unknown as CompositionRequest),
    workspace: workspaceAt(tools.home, `${compositionId}.${attempt}`, tools.settings.keepTempFiles),
    signal,
    clock: new StageClock(),
    cost: new RunCost(),
    progress: new ProgressReporter({
      compositionId,
      attempt,
      floor: composition.progress,
      emit: (event) => tools.progressBus.publish(event),
      save: (progress) => tools.compositions.saveProgress(compositionId, attempt, progress),
      saveEveryMs: SAVE_EVERY_MS,
    }),
  };
}
