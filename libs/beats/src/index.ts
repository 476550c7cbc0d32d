import { onsetStrength } from './onsets.js';
import { estimateTempo } from './tempo.js';
import { trackBeats } from './track.js';

export { BEAT_RATE } from './onsets.js';

export interface Beats {
  /** Beats per minute, to a tenth; null where nothing repeats. */
  readonly bpm: number | null;
  /** Seconds, to a millisecond, rising. */
  readonly beats: readonly number[];
}

/** Fewer are no rhythm. */
const LEAST_BEATS = 4;

/** Finds the beats of `sound`: one channel, `BEAT_RATE` samples a second, as floats. Throws the signal's reason. */
export async function detectBeats(sound: Float32Array, signal: AbortSignal): Promise<Beats> {
  const strengths = await onsetStrength(sound, signal);
  const tempo = estimateTempo(strengths);
  const beats = tempo === null ? [] : trackBeats(strengths, tempo);
  if (beats.length < LEAST_BEATS) return { bpm: null, beats: [] };
  return { bpm: Math.round(10 * tempoOf(beats)) / 10, beats: beats.map((beat) => Math.round(beat * 1000) / 1000) };
}

/** The middle one of all steps: a single beat that is off moves it by nothing. Averaged with its neighbours, for steps are quantised. */
const tempoOf = (beats: readonly number[]): number => {
  const steps = beats.slice(1).map((beat, index) => beat - (beats[index] ?? 0));
  const sorted = steps.sort((a, b) => a - b);
  const quarter = Math.floor(sorted.length / 4);
  const middle = sorted.slice(quarter, sorted.length - quarter);
  return (60 * middle.length) / middle.reduce((sum, step) => sum + step, 0);
};
