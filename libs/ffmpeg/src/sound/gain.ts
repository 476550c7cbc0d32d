/** Raised by whoever changes how the gain is found: sounds made by other rules are not the same sounds. */
export const LOUDNESS_RULES = 1;

/** LUFS; as near as two people would call the same, and a fifth of what is promised. */
const TOLERANCE = 0.1;
/** What is quieter than R128's absolute gate has no loudness (EBU Tech 3341). */
const GATE = -70;
/** Nobody means noise to be made into music. */
const MAX_GAIN_DB = 40;

/** Decibels that bring a sound of `measured` LUFS to `target`; 0 for one that is silent or shorter than 0.4 s. */
export const firstGain = (target: number, measured: number | null): number =>
  measured === null || measured <= GATE ? 0 : Math.min(MAX_GAIN_DB, target - measured);

/** The next gain to try where `gain` gave `measured`, since the limiter takes some of it; null where it is near enough. */
export const nextGain = (target: number, measured: number | null, gain: number): number | null => {
  if (measured === null || measured <= GATE || Math.abs(target - measured) <= TOLERANCE) return null;
  const next = Math.min(MAX_GAIN_DB, gain + target - measured);
  return next === gain ? null : next;
};
