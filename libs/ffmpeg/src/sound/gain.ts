/** Raised by whoever changes how the gain is found: sounds made by other rules are not the same sounds. */
export const LOUDNESS_RULES = 1;

/** LUFS; as near as two people would call the same, and a fifth of what is promised. */
const TOLERANCE = 0.1;
/** What is quieter than R128's absolute gate has no loudness (EBU Tech 3341). */
const GATE = -70;
/** Nobody means noise to be made into music. */
const MAX_GAIN_DB = 40;
/** Loudness units that a decibel of gain is taken to bring at least; a limiter at its end leaves nothing to divide by. */
const LEAST_EFFECT = 0.2;

/** A gain that was tried, and the loudness it gave; null where nothing could be measured. */
export interface Trial {
  readonly gainDb: number;
  readonly lufs: number | null;
}

/**
 * The gain to try next on the way to `target` LUFS, or null where the last trial is near enough, or nothing can be done: what is
 * silent or shorter than 0.4 s has no loudness. The first trial is the mix as it comes, the others went through the limiter, which
 * takes some of each decibel; how much is told by the last two.
 */
export const nextGain = (target: number, trials: readonly Trial[]): number | null => {
  const [before, last] = [trials.at(-2), trials.at(-1)];
  if (last === undefined || last.lufs === null || last.lufs <= GATE) return null;
  const missing = target - last.lufs;
  if (before !== undefined && Math.abs(missing) <= TOLERANCE) return null;
  const next = Math.min(MAX_GAIN_DB, last.gainDb + missing / effectOf(before, last));
  return before !== undefined && next === last.gainDb ? null : next;
};

/** Loudness units gained by a decibel of gain, from one trial to the next. */
const effectOf = (before: Trial | undefined, last: Trial): number => {
  if (before === undefined || before.lufs === null || last.lufs === null || before.gainDb === last.gainDb) return 1;
  const effect = (last.lufs - before.lufs) / (last.gainDb - before.gainDb);
  return Math.min(1, Math.max(LEAST_EFFECT, effect));
};
