import { STAGE_RANGE, type Stage } from '#lib/contracts';

/** Where a stage stands on the whole scale, 0–100 in tenths. `fraction` is the part of the stage done, clamped to 0–1; NaN is 0. */
export function percentageOf(stage: Stage, fraction: number): number {
  const [from, to] = STAGE_RANGE[stage];
  const done = Number.isNaN(fraction) ? 0 : Math.min(1, Math.max(0, fraction));
  return Math.round((from + (to - from) * done) * 10) / 10;
}
