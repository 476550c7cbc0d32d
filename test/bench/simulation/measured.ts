import type { Spent } from './cost.js';
import type { Work } from './model.js';

/**
 * The film of case A (30.5 s, six clips, 720p, preset medium) on one core: seconds of each part, the sound first, scaled to the
 * processor time of their encoders. docs/scaling.md says how it was measured.
 */
const PARTS = [1.76, 6.64, 7.33, 7.33, 5.19, 4.38, 6.02];
const FILM_SECONDS = 30.5;
/** Probe, text, plan; and assemble, verify, thumbnail, publish. */
const BEFORE = 0.05;
const AFTER = 0.86;
/** Megabytes of its sources, and what one worker brings in a second (an assumption: a gigabit). */
const SOURCE_MEGABYTES = 15.7;
const MEGABYTES_PER_SECOND = 125;

/** What it takes, for its cost: encoders and everything around them; segments are kept a week, the result a day. */
export const FILM: Spent = {
  outputSeconds: FILM_SECONDS,
  coreSeconds: 40.1,
  puts: 9,
  gets: 16,
  storedBytes: 15e6,
  storedDays: 7,
};

/** From a job's being ready to its start: seconds from POST to `completed` that no stage accounts for. */
export const DISPATCH = 0.07;

/** A film of `length` times case A: as many times its segments, and a sound of that length in one piece. */
export function filmWork(length = 1, arrival = 0): Work {
  const [sound = 0, ...segments] = PARTS;
  return {
    arrival,
    before: BEFORE,
    parts: [sound * length, ...Array.from({ length }, () => segments).flat()],
    after: AFTER * length,
    fetch: (SOURCE_MEGABYTES / MEGABYTES_PER_SECOND) * length,
  };
}

export const filmSeconds = (length = 1): number => FILM_SECONDS * length;
