import { BEAT_RATE, detectBeats } from '#lib/beats';
import { clickTrack, hits, type TrackSketch } from './support.js';

const { signal } = new AbortController();

describe('clicks', () => {
  it.each<TrackSketch>([
    { bpm: 60, noise: 0.15, chords: 0.4 },
    { bpm: 97, noise: 0.15, chords: 0.4, unsteady: 0.015 },
    { bpm: 160, noise: 0.3, chords: 0.4, unsteady: 0.01 },
    { bpm: 180, noise: 0.15, chords: 0.4 },
  ])('at $bpm bpm, noise $noise, chords $chords', async (sketch) => {
    const { sound, beats } = clickTrack(sketch);
    const found = await detectBeats(sound, signal);
    expect(Math.abs((found.bpm ?? 0) / sketch.bpm - 1)).toBeLessThan(0.04);
    expect(hits(found.beats, beats)).toBeGreaterThan(0.9);
    // Nor are there beats where nobody clicks.
    expect(hits(beats, found.beats)).toBeGreaterThan(0.9);
  });
});

it('silence, and what is too short, have no beats', async () => {
  for (const seconds of [0, 0.01, 1, 10]) {
    expect(await detectBeats(new Float32Array(seconds * BEAT_RATE), signal)).toEqual({ bpm: null, beats: [] });
  }
});

it('stops when nobody waits any more', async () => {
  const { sound } = clickTrack({ bpm: 120 });
  await expect(detectBeats(sound, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});
