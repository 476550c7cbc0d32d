import { loadOf, soundLoadOf } from '#lib/contracts';
import type { RenderPlan } from '#lib/render-plan';
import { workDone } from '../accounts/work-done.js';
import type { PlannedPart } from './parts-of.js';

/**
 * Parts for several workers, what takes longest first (Graham 1969, longest processing time first): what is left to the end is
 * short then, and nobody waits long for the last of them. Equal ones keep the order of the film.
 */
export function orderOfParts(plan: RenderPlan, parts: readonly PlannedPart[]): readonly PlannedPart[] {
  const load = ({ segment }: PlannedPart): number =>
    segment === null
      ? soundLoadOf((plan.frames * plan.fps.den) / plan.fps.num)
      : loadOf(workDone({ ...plan, frames: segment.frames, segments: [segment] }));
  const loads = new Map(parts.map((part) => [part, load(part)]));
  return [...parts].sort((a, b) => (loads.get(b) ?? 0) - (loads.get(a) ?? 0));
}
