import type { MediaInfo } from '#lib/render-plan';
import { add, framesIn, rational } from '#lib/timeline';
import { SAMPLE_RATE } from './stream.js';

/**
 * Ogg's Vorbis: ffmpeg counts a first packet that makes no sound, and so takes as much off the end (128 samples, as a rule). It is
 * left there, and cut off where the file says that it ends.
 */
export const isCutShort = ({ container, audio }: MediaInfo): boolean =>
  container === 'ogg' && audio?.codec === 'vorbis';

/**
 * The sample behind a sound's last one, where the file says it exactly while its decoder goes on to the end of a packet; null where
 * the decoder ends there by itself, or nothing says it.
 */
export const statedEnd = (info: MediaInfo): number | null => {
  const { container, audio } = info;
  if (!audio?.duration || !(container.startsWith('mov') || isCutShort(info))) return null;
  return framesIn(add(audio.start, audio.duration), rational(SAMPLE_RATE));
};
