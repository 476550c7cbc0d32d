import type { Rational } from '#lib/timeline';
import type { MediaInfo } from '../media.js';

/** Seconds of a file's sound; null where they cannot be told. */
export const soundLength = ({ audio, duration }: MediaInfo): Rational | null => {
  const seconds = audio?.duration ?? duration;
  return seconds === null || seconds.num <= 0 ? null : seconds;
};
