import type { AudioBedPlan, MediaInfo } from '#lib/render-plan';
import { framesIn, rational, ZERO } from '#lib/timeline';
import { audio, concatAudio } from '../nodes/builders.js';
import type { AudioPad } from '../nodes/node.js';
import { statedEnd } from './length.js';
import { shaped } from './level.js';
import type { Listen } from './listening.js';
import { endless } from './seam.js';
import { exactly, SAMPLE_RATE, silence } from './stream.js';

/** Music or voice from the beginning of the whole on, to where the bed ends. */
export const bedSound = (bed: AudioBedPlan, listen: Listen): AudioPad => {
  // Seeking is inexact in the likes of MP3, and a bed starts at its start anyway.
  const heard = listen(bed.media, ZERO, 'beginning');
  if (heard === null) return silence(bed.start + bed.samples);
  const own = toItsEnd(heard.info, heard.pad);
  const looped = needsLoop(bed, heard.info) ? endless(bed.samples, own) : own;
  const sound = shaped(bed, exactly(bed.samples, looped));
  return bed.start === 0 ? sound : concatAudio([silence(bed.start), sound]);
};

const needsLoop = ({ loop, samples }: AudioBedPlan, { audio: stream, duration }: MediaInfo): boolean => {
  const own = stream?.duration ?? duration;
  return loop && (own === null || framesIn(own, rational(SAMPLE_RATE)) < samples);
};

const toItsEnd = (info: MediaInfo, input: AudioPad): AudioPad => {
  const end = statedEnd(info);
  return end === null ? input : audio('atrim', { end_sample: end }, input);
};
