import type { Timeline } from '#lib/timeline';
import type { Workspace } from '../workspace/workspace.js';
import type { RunCost } from './accounts/run-cost.js';
import type { StageClock } from './accounts/stage-clock.js';
import type { ProgressReporter } from './attempt/progress-reporter.js';

/** What every step of one attempt at one composition shares. */
export interface RenderContext {
  readonly compositionId: string;
  readonly attempt: number;
  readonly timeline: Timeline;
  readonly workspace: Workspace;
  /** Aborts when the render is cancelled, superseded, overdue, or its worker goes down. */
  readonly signal: AbortSignal;
  readonly progress: ProgressReporter;
  readonly clock: StageClock;
  readonly cost: RunCost;
}
