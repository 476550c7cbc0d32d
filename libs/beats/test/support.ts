import { BEAT_RATE } from '#lib/beats';

export interface TrackSketch {
  readonly bpm: number;
  readonly seconds?: number;
  /** Amplitudes; a click is 0.6. */
  readonly noise?: number;
  readonly chords?: number;
  /** Beats are up to this many seconds off. */
  readonly unsteady?: number;
}

const FIRST = 0.37;
const ROOTS = [220, 174.6, 261.6, 196];

/** Numbers from 0 to 1 that are the same in every run. */
const dice = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Clicks at a tempo, in noise, over chords that change with every bar; and where the clicks are, in seconds. */
export const clickTrack = ({ bpm, seconds = 20, noise = 0, chords = 0, unsteady = 0 }: TrackSketch) => {
  const random = dice(bpm);
  const sound = new Float32Array(seconds * BEAT_RATE);
  const beats: number[] = [];
  for (let at = FIRST; at < seconds - 0.1; at += 60 / bpm) beats.push(at + (2 * random() - 1) * unsteady);
  const bar = 240 / bpm;
  for (const index of sound.keys()) {
    const time = index / BEAT_RATE;
    const root = ROOTS[Math.floor(Math.max(0, time - FIRST) / bar) % ROOTS.length] ?? 220;
    const chord = [1, 1.26, 1.5].reduce((sum, ratio) => sum + Math.sin(2 * Math.PI * root * ratio * time), 0) / 3;
    sound[index] = chords * chord + noise * (2 * random() - 1);
  }
  for (const beat of beats) {
    const start = Math.round(beat * BEAT_RATE);
    for (let n = 0; n < 0.03 * BEAT_RATE; n += 1) {
      const click = 0.6 * Math.sin((2 * Math.PI * 1000 * n) / BEAT_RATE) * Math.exp((-125 * n) / BEAT_RATE);
      sound[start + n] = (sound[start + n] ?? 0) + click;
    }
  }
  return { sound, beats };
};

/** Which share of `wanted` some of `found` is within 70 ms of, and the other way round. */
export const hits = (found: readonly number[], wanted: readonly number[]): number =>
  wanted.filter((beat) => found.some((other) => Math.abs(other - beat) <= 0.07)).length / wanted.length;
