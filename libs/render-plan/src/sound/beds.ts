import { framesIn, type Rational, rational, type Timeline } from '#lib/timeline';
import type { MediaInfo } from '../media.js';
import type { MediaTable } from '../media-table.js';
import type { AudioBedPlan, DuckingPlan, Ramp } from '../plan.js';
import { SAMPLE_RATE } from './samples.js';
import { soundLength } from './sound-length.js';

/** Music and voice, laid over `total` samples. */
export const planBeds = ({ audio }: Timeline, total: number, media: MediaTable): readonly AudioBedPlan[] => {
  const beds: AudioBedPlan[] = [];
  const { music, voice } = audio;
  if (music !== null) {
    const { index, info } = media.find(music.url, music.pointer);
    const place = bedPlace(music.start, total, music.loop ? null : ownSamples(info));
    const { volume: gain, loop } = music;
    const fades = { fadeIn: ramp(music.fadeIn, place.samples), fadeOut: ramp(music.fadeOut, place.samples) };
    beds.push({ role: 'music', media: index, gain, loop, ...place, ...fades });
  }
  if (voice !== null) {
    const { index, info } = media.find(voice.url, voice.pointer);
    const place = bedPlace(voice.start, total, ownSamples(info));
    beds.push({ role: 'voice', media: index, gain: voice.volume, loop: false, ...place, fadeIn: null, fadeOut: null });
  }
  return beds;
};

/** Null unless there is something to turn down, and something to turn it down for. */
export const planDucking = ({ audio }: Timeline): DuckingPlan | null => {
  const { music, voice, ducking } = audio;
  if (ducking === null || music === null || voice === null) return null;
  const [attack, release] = [samplesIn(ducking.attack), samplesIn(ducking.release)];
  return { amountDb: ducking.amountDb, attack, release };
};

/** A track that does not loop ends where it ends itself, if that comes before the video's end. */
const bedPlace = (start: Rational, total: number, own: number | null) => {
  // The timeline was checked: it begins before the end, so one sample of it at least is heard.
  const first = Math.min(total - 1, samplesIn(start));
  return { start: first, samples: Math.min(total - first, own ?? total) };
};

const ramp = (seconds: Rational, longest: number): Ramp | null => {
  const samples = Math.min(longest, samplesIn(seconds));
  return samples === 0 ? null : { samples, curve: 'straight' };
};

const ownSamples = (info: MediaInfo): number | null => {
  const seconds = soundLength(info);
  return seconds === null ? null : samplesIn(seconds);
};

const samplesIn = (seconds: Rational): number => framesIn(seconds, rational(SAMPLE_RATE));
