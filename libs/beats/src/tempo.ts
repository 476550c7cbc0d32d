import { ONSET_RATE } from './onsets.js';

const [SLOWEST, FASTEST] = [50, 210];
/** Where people tap, and how many octaves off they still do (Moelants 2002; Ellis 2007). */
const [TAPPED, OCTAVES] = [120, 1.4];
/** Beats between which something as strong begins half-way, or at the thirds, are twice or thrice as many. */
const AS_STRONG = 0.7;
/** A period is read off this many of them: four times as exact. */
const SPAN = 4;

/** Beats per minute by the autocorrelation of onset strengths; null where nothing repeats. */
export const estimateTempo = (strengths: Float64Array): number | null => {
  const shortest = Math.floor((60 * ONSET_RATE) / FASTEST);
  const longest = Math.min(Math.ceil((60 * ONSET_RATE) / SLOWEST), Math.floor(strengths.length / 2));
  const smooth = blurred(strengths);
  const likeness = (lag: number): number => {
    let sum = 0;
    for (let at = lag; at < smooth.length; at += 1) sum += (smooth[at] ?? 0) * (smooth[at - lag] ?? 0);
    return sum / (smooth.length - lag);
  };
  const near = (lag: number): number => {
    const middle = Math.round(lag);
    return Math.max(...[-1, 0, 1].map((off) => likeness(Math.max(1, middle + off))));
  };
  let best: { readonly lag: number; readonly weight: number } | null = null;
  for (let lag = shortest; lag <= longest; lag += 1) {
    const octaves = Math.log2((60 * ONSET_RATE) / lag / TAPPED) / OCTAVES;
    const weight = likeness(lag) * Math.exp(-0.5 * octaves * octaves);
    if (weight > (best?.weight ?? 0)) best = { lag, weight };
  }
  if (best === null) return null;
  const divided = [3, 2].map((parts) => (best?.lag ?? 0) / parts);
  const faster = divided.find((lag) => lag >= shortest && near(lag) >= AS_STRONG * near(best?.lag ?? 0));
  const lag = faster ?? best.lag;
  return (60 * ONSET_RATE) / refined(lag, likeness, strengths.length);
};

/** Two beats a hundredth of a second off the grid are alike all the same. */
const blurred = (values: Float64Array): Float64Array =>
  values.map((value, at) => 0.25 * (values[at - 1] ?? 0) + 0.5 * value + 0.25 * (values[at + 1] ?? 0));

/** The lag near `lag`, in fractions, at which several periods in a row are most alike. */
const refined = (lag: number, likeness: (lag: number) => number, length: number): number => {
  const span = Math.max(1, Math.min(SPAN, Math.floor(length / 3 / lag)));
  const around = Array.from({ length: 4 * span + 1 }, (_, n) => Math.round(lag * span) + n - 2 * span);
  const top = around.reduce((a, b) => (likeness(b) > likeness(a) ? b : a));
  const [left, middle, right] = [likeness(top - 1), likeness(top), likeness(top + 1)];
  const bend = left - 2 * middle + right;
  return (top + (bend === 0 ? 0 : (0.5 * (left - right)) / bend)) / span;
};
