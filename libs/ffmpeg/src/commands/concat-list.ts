import type { Rational } from '#lib/timeline';
import { secondsUp } from './arguments.js';

/** Frames [start, start + frames) of the output, in a file of their own. */
export interface Joined {
  readonly start: number;
  readonly frames: number;
  /** Where they begin in that file, seconds on its clock, up to its end; without one it holds them alone. */
  readonly inPoint?: Rational | null;
}

export interface JoinedFiles {
  /** Contiguous from frame 0. */
  readonly segments: readonly Joined[];
  readonly fps: Rational;
}

/** What the concat demuxer calls safe; everything else is not a name that a worker would choose. */
const SAFE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

/**
 * The list file of the concat demuxer; `names` are the segments' files, beside the list, in order. Durations are rounded
 * so that their sums stay within half a microsecond of the truth, however many segments there are.
 * Throws RangeError for a name that is a path or a missing one.
 */
export const concatList = ({ segments, fps }: JoinedFiles, names: readonly string[]): string => {
  if (names.length !== segments.length) throw new RangeError('Every segment needs its file name.');
  const entries = segments.map((segment, index) => entry(segment, fps, names[index] ?? ''));
  return ['ffconcat version 1.0', ...entries.flat(), ''].join('\n');
};

const entry = ({ start, frames, inPoint = null }: Joined, fps: Rational, name: string): readonly string[] => {
  if (!SAFE_NAME.test(name)) throw new RangeError('A segment file needs a plain name.');
  const micros = microsAt(start + frames, fps) - microsAt(start, fps);
  const from = inPoint === null ? [] : [`inpoint ${secondsUp(inPoint)}`];
  return [`file ${name}`, ...from, `duration ${(micros / 1_000_000).toFixed(6)}`];
};

const microsAt = (frame: number, fps: Rational): number => Math.round((frame * fps.den * 1_000_000) / fps.num);
