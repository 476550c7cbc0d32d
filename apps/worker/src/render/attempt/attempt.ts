import { type CompositionRequest, toTimeline } from '#lib/composition-request';
import type { Completion, Composition } from '#lib/persistence';
import { workspaceAt } from '../../workspace/workspace.js';
import { RunCost } from '../accounts/run-cost.js';
import { StageClock } from '../accounts/stage-clock.js';
import type { RenderContext } from '../context.js';
import { renderComposition } from '../render.pipeline.js';
import type { RenderTools } from '../tools.js';
import { commit, conclude } from './conclude.js';
import { outcomeOf } from './outcome.js';
import { ProgressReporter } from './progress-reporter.js';

/** Milliseconds between two saves of progress to Postgres. */
const SAVE_EVERY_MS = 1_000;

/** What is told of an attempt in one worker's hands; null where others go on with it. */
export type Story = (context: RenderContext, tools: RenderTools) => Promise<Completion | null>;

/** A whole attempt, from claim to outcome, or the last chapter of one. */
export interface Chapter {
  readonly story: Story;
  /** Of its workspace, apart from others of the same attempt. */
  readonly name: string;
  readonly clock: StageClock;
  readonly cost: RunCost;
}

export const wholeStory = (): Chapter => ({
  story: renderComposition,
  name: 'whole',
  clock: new StageClock(),
  cost: new RunCost(),
});

/** To an outcome, or to where others go on. What goes wrong in the render is written down, not thrown. */
export async function attemptRender(
  composition: Composition,
  chapter: Chapter,
  signal: AbortSignal,
  tools: RenderTools,
): Promise<void> {
  const { attempt, failures } = composition;
  tools.logger.info({ attempt, failures, chapter: chapter.name }, 'Render started');
  const context = contextOf(composition, chapter, signal, tools);
  context.progress.start();
  try {
    await context.workspace.open();
    const completion = await chapter.story(context, tools);
    if (completion !== null) await commit(composition, context, completion, tools);
  } catch (failure) {
    const outcome = outcomeOf(failure, signal.aborted ? signal.reason : undefined);
    tools.logger.warn({ attempt, outcome: outcome.kind, err: failure }, 'Render stopped short');
    await conclude(composition, context, outcome, tools);
  } finally {
    context.progress.end();
    await context.workspace.close();
  }
}

function contextOf(
  composition: Composition,
  { name, clock, cost }: Chapter,
  signal: AbortSignal,
  tools: RenderTools,
): RenderContext {
  const { compositionId, attempt } = composition;
  return {
    compositionId,
    attempt,
    // The door validated it before it was stored; nothing else writes this column.
    timeline: toTimeline(composition.config as unknown as CompositionRequest),
    workspace: workspaceAt(tools.home, `${compositionId}.${attempt}.${name}`, tools.settings.keepTempFiles),
    signal,
    clock,
    cost,
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
