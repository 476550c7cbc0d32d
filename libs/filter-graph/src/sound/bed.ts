import type { AudioBedPlan, MediaInfo } from '#lib/render-plan';
import { add, framesIn, rational, ZERO } from '#lib/timeline';
import { audio, concatAudio } from '../nodes/builders.js';
import type { AudioPad } from '../nodes/node.js';
import { shaped } from './level.js';
import type { Listen } from './listening.js';
import { exactly, SAMPLE_RATE, silence } from './stream.js';

/** Music or voice from the beginning of the whole on, to where the bed ends. */
export const bedSound = (bed: AudioBedPlan, listen: Listen): AudioPad => {
  // Seeking is inexact in the likes of MP3, and a bed starts at its start anyway.
  const heard = listen(bed.media, ZERO, false);
  if (heard === null) return silence(bed.start + bed.samples);
  const looped = needsLoop(bed, heard.info) ? endless(bed.samples, toItsEnd(heard.info, heard.pad)) : heard.pad;
  const sound = shaped(bed, exactly(bed.samples, looped));
  return bed.start === 0 ? sound : concatAudio([silence(bed.start), sound]);
};

const needsLoop = ({ loop, samples }: AudioBedPlan, { audio: stream, duration }: MediaInfo): boolean => {
  const own = stream?.duration ?? duration;
  return loop && (own === null || framesIn(own, rational(SAMPLE_RATE)) < samples);
};

/**
 * An MP4 says where its sound ends, while the codec goes on to the end of a packet: repeated, that would be a gap of some
 * hundredths of a second. Other containers say it less exactly, or ffmpeg minds it by itself.
 */
const toItsEnd = ({ container, audio: stream }: MediaInfo, input: AudioPad): AudioPad =>
  stream?.duration && container.startsWith('mov')
    ? audio('atrim', { end_sample: framesIn(add(stream.start, stream.duration), rational(SAMPLE_RATE)) }, input)
    : input;

/** Looped as samples, so that no codec's priming is heard at the seam; at most `samples` are held in memory. */
const endless = (samples: number, input: AudioPad): AudioPad => audio('aloop', { loop: -1, size: samples }, input);
