import { setImmediate as breathe } from 'node:timers/promises';
import { binFreq, fft, spectrumPow, windowHann, window as windowOf } from '@thi.ng/dsp';

/** Samples per second of the sound that is listened to; what a beat is made of lies below half of it. */
export const BEAT_RATE = 22_050;
const WINDOW = 1024;
const HOP = 256;
/** Strengths per second. */
export const ONSET_RATE = BEAT_RATE / HOP;

const BANDS = 32;
const [LOWEST_HZ, HIGHEST_HZ] = [40, 10_000];
/** What is this much fainter than the loudest counts as silence: 60 dB, as power. */
const FLOOR = 1e-6;
/** Hops over which a rise is measured: a window's overlap with the one before hides most of it. */
const REACH = 3;
/** Rises of log power that noise makes by itself. */
const NOISE = 1;
/** Windows between two breaths: some 20 ms of work. */
const AT_ONCE = 256;
/** Onsets stand out against the second around them. */
const NEIGHBOURHOOD = Math.round(ONSET_RATE / 2);

/**
 * How strongly something begins, `ONSET_RATE` times a second, in units of its deviation. In each of 32 bands of equal width in
 * pitch: the rise of log power over what the band usually holds, against the loudest of three bands before (S. Böck, G. Widmer,
 * "Maximum filter vibrato suppression for onset detection", 2013); squared, so that one clear rise counts for more than
 * many that noise makes. Lets others run in between; throws the signal's reason.
 */
export async function onsetStrength(sound: Float32Array, signal: AbortSignal): Promise<Float64Array> {
  const levels = logLevels(await bandPowers(sound, signal));
  const strengths = new Float64Array(levels.length);
  for (let at = REACH; at < levels.length; at += 1) {
    const [before, now] = [levels[at - REACH], levels[at]];
    let strength = 0;
    for (let band = 0; band < BANDS; band += 1) {
      const loudest = Math.max(before?.[band - 1] ?? 0, before?.[band] ?? 0, before?.[band + 1] ?? 0);
      strength += Math.max(0, (now?.[band] ?? 0) - loudest - NOISE) ** 2;
    }
    strengths[at] = strength;
  }
  return standOut(strengths);
}

/** log(1 + power over the band's median): what a band always holds is near zero, whether it is silence or noise. */
const logLevels = (bands: readonly Float64Array[]): readonly Float64Array[] => {
  const loudest = bands.reduce((max, powers) => Math.max(max, ...powers), 0);
  if (loudest === 0) return bands;
  const usual = Array.from({ length: BANDS }, (_, band) => {
    const sorted = Float64Array.from(bands, (powers) => powers[band] ?? 0).sort();
    return Math.max(loudest * FLOOR, sorted[sorted.length >> 1] ?? 0);
  });
  return bands.map((powers) => powers.map((power, band) => Math.log1p(power / (usual[band] ?? 1))));
};

/** Seconds at which the sound that strength `index` speaks of begins: where a window's rise is steepest. */
export const onsetTime = (index: number): number => (index * HOP + WINDOW * 0.6) / BEAT_RATE;

async function bandPowers(sound: Float32Array, signal: AbortSignal): Promise<readonly Float64Array[]> {
  const window = windowOf(windowHann, WINDOW);
  const bandOf = bandsOfBins();
  const bands: Float64Array[] = [];
  for (let start = 0; start + WINDOW <= sound.length; start += HOP) {
    const spectrum = spectrumPow(fft(Array.from(sound.subarray(start, start + WINDOW)), window));
    const powers = new Float64Array(BANDS);
    for (const [bin, band] of bandOf.entries()) {
      if (band !== null) powers[band] = (powers[band] ?? 0) + (spectrum[bin] ?? 0);
    }
    bands.push(powers);
    if (bands.length % AT_ONCE === 0) {
      await breathe();
      signal.throwIfAborted();
    }
  }
  return bands;
}

/** Which band each bin of the spectrum belongs to. */
const bandsOfBins = (): readonly (number | null)[] =>
  Array.from({ length: WINDOW / 2 }, (_, bin) => {
    const hertz = binFreq(bin, BEAT_RATE, WINDOW);
    if (hertz < LOWEST_HZ || hertz >= HIGHEST_HZ) return null;
    return Math.floor((BANDS * Math.log(hertz / LOWEST_HZ)) / Math.log(HIGHEST_HZ / LOWEST_HZ));
  });

/** Less the mean around each, nothing below zero, in units of their deviation. */
const standOut = (values: Float64Array): Float64Array => {
  const sums = new Float64Array(values.length + 1);
  for (const [at, value] of values.entries()) sums[at + 1] = (sums[at] ?? 0) + value;
  const peaks = values.map((value, at) => {
    const [from, to] = [Math.max(0, at - NEIGHBOURHOOD), Math.min(values.length, at + NEIGHBOURHOOD)];
    return Math.max(0, value - ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from));
  });
  const deviation = Math.sqrt(peaks.reduce((sum, value) => sum + value * value, 0) / Math.max(1, peaks.length));
  return deviation === 0 ? peaks : peaks.map((value) => value / deviation);
};
