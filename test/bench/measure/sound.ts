import { output } from './run.js';

const RATE = 48_000;
const WINDOW = RATE;
/** Two frames at 30 fps either way. */
const REACH = 3200;

/** Mono samples, timestamps obeyed: a file whose sound starts late begins with silence. */
export async function samplesOf(path: string): Promise<Int16Array> {
  const sound = ['-vn', '-af', 'aresample=async=1:first_pts=0', '-ac', '1', '-ar', String(RATE), '-f', 's16le'];
  const raw = await output('ffmpeg', ['-nostdin', '-v', 'error', '-i', `file:${path}`, ...sound, 'pipe:1']);
  return new Int16Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength - (raw.byteLength % 2)));
}

/** How many samples later than in `reference` the sound around `at` stands in `samples`: where the two agree best. */
export function lagAt(samples: Int16Array, reference: Int16Array, at: number, window: number, reach: number): number {
  let best = 0;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let lag = -reach; lag <= reach; lag += 1) {
    let score = 0;
    for (let index = at; index < at + window; index += 1) {
      score += (reference[index] ?? 0) * (samples[index + lag] ?? 0);
    }
    if (score > bestScore) {
      best = lag;
      bestScore = score;
    }
  }
  return best;
}

/** Milliseconds by which the sound of `path` is off the reference's, at its worst of beginning, middle and end. */
export async function soundOffsetMs(path: string, reference: string): Promise<number> {
  const [ours, theirs] = [await samplesOf(path), await samplesOf(reference)];
  const last = Math.max(0, theirs.length - WINDOW - 2 * REACH);
  const lags = [REACH, Math.floor(last / 2), last].map((at) => lagAt(ours, theirs, at, WINDOW, REACH));
  return (lags.reduce((worst, lag) => (Math.abs(lag) > Math.abs(worst) ? lag : worst), 0) * 1000) / RATE;
}
