import { CutroomError } from '#lib/contracts';
import type { Timeline } from '#lib/timeline';
import type { PlanMedia, PlanPicture, RenderPlan } from './plan.js';

/** What was found out about everything the timeline names. */
export interface RenderFacts {
  /** By URL, for every clip, music and voice. */
  readonly media: ReadonlyMap<string, PlanMedia>;
  /** One per `timeline.layers`, in the same order. */
  readonly pictures: readonly PlanPicture[];
}

export interface PlanOptions {
  /** Threads of one encoder process. */
  readonly threads: number;
  /** Length of the grid long clips are cut on, in frames; about five seconds. */
  readonly segmentFrames: number;
  /** Bits per second. */
  readonly audioBitrate: number;
  readonly maxSeconds: number;
  /** xfade names of the ffmpeg that will render. */
  readonly transitions: ReadonlySet<string>;
}

/**
 * Resolves a timeline against its probed media. Throws CutroomError: INVALID_TIMELINE or INVALID_CLIP_FORMAT with all
 * problems and their pointers.
 */
export const planRender = (timeline: Timeline, facts: RenderFacts, options: PlanOptions): RenderPlan => {
  throw new CutroomError('INTERNAL_ERROR', 'Planning is not built yet.', { details: { timeline, facts, options } });
};
