import type { RenderPlan } from '#lib/render-plan';
import type { RenderTools } from '../tools.js';
import type { PlannedPart } from './parts-of.js';

export interface Missing {
  /** Seconds of picture that nobody has encoded yet. */
  readonly seconds: number;
  readonly segments: number;
}

/** Seconds without a sign of life after which a worker is not counted on; it gives one every five. */
const WORKER_ALIVE = 15;
/** Fewer than this are over before other workers have fetched what they read. */
const FEW_SEGMENTS = 4;

/**
 * Handing parts over costs a few round trips, and every worker its own copy of the sources: less than it gives from here on.
 * A long render is shared even with nobody, since parts in the queue take turns with other renders'.
 * @param longSeconds `DISTRIBUTE_SECONDS`
 */
export const isWorthIt = ({ seconds, segments }: Missing, longSeconds: number, workers: number): boolean =>
  segments > 0 && (seconds >= longSeconds || (workers >= 2 && segments >= FEW_SEGMENTS && seconds >= longSeconds / 6));

/** Whether the missing parts of a plan are better made by many. Never where parts are not kept: none could be handed over. */
export async function worthDistributing(
  tools: RenderTools,
  { fps }: RenderPlan,
  parts: readonly PlannedPart[],
): Promise<boolean> {
  const { distributeSeconds } = tools.settings;
  if (!tools.parts.keepsParts) return false;
  const segments = parts.flatMap(({ segment }) => (segment === null ? [] : [segment]));
  const frames = segments.reduce((sum, segment) => sum + segment.frames, 0);
  const missing = { seconds: (frames * fps.den) / fps.num, segments: segments.length };
  if (!isWorthIt(missing, distributeSeconds, Number.POSITIVE_INFINITY)) return false;
  return isWorthIt(missing, distributeSeconds, (await tools.workers.live(WORKER_ALIVE)).length);
}
