import { ONSET_RATE, onsetTime } from './onsets.js';

/** How much an uneven step costs against a strong onset (Ellis 2007, "tightness"). */
const TIGHTNESS = 100;
/** Beats weaker than this share of the usual one, before the first or after the last that is not, are none. */
const HEARD = 0.3;

/**
 * Seconds of the beats that follow strong onsets in steps of nearly one period: the best sum of strengths less the cost
 * of uneven steps, by dynamic programming (D. Ellis, "Beat tracking by dynamic programming", 2007).
 */
export const trackBeats = (strengths: Float64Array, bpm: number): readonly number[] => {
  const period = (60 * ONSET_RATE) / bpm;
  const [nearest, farthest] = [Math.round(period / 2), Math.round(period * 2)];
  const scores = new Float64Array(strengths.length);
  const before = new Int32Array(strengths.length).fill(-1);
  for (const [at, strength] of strengths.entries()) {
    let best = 0;
    for (let step = nearest; step <= farthest && step <= at; step += 1) {
      const score = (scores[at - step] ?? 0) - TIGHTNESS * Math.log(step / period) ** 2;
      if (score > best) {
        best = score;
        before[at] = at - step;
      }
    }
    scores[at] = strength + best;
  }
  return heard(backFrom(bestEnd(scores, period), before), strengths).map(onsetTime);
};

const bestEnd = (scores: Float64Array, period: number): number => {
  let end = -1;
  for (let at = Math.max(0, scores.length - Math.ceil(period)); at < scores.length; at += 1) {
    if (end < 0 || (scores[at] ?? 0) > (scores[end] ?? 0)) end = at;
  }
  return end;
};

const backFrom = (end: number, before: Int32Array): readonly number[] => {
  const beats: number[] = [];
  for (let at = end; at >= 0; at = before[at] ?? -1) beats.push(at);
  return beats.reverse();
};

/** Steps go on into silence at both ends: they are not beats. */
const heard = (beats: readonly number[], strengths: Float64Array): readonly number[] => {
  const strength = (at: number): number => Math.max(...[-2, -1, 0, 1, 2].map((off) => strengths[at + off] ?? 0));
  const usual = Math.sqrt(beats.reduce((sum, at) => sum + strength(at) ** 2, 0) / Math.max(1, beats.length));
  const isHeard = (at: number): boolean => strength(at) > HEARD * usual;
  const [first, last] = [beats.findIndex(isHeard), beats.findLastIndex(isHeard)];
  return first < 0 ? [] : beats.slice(first, last + 1);
};
