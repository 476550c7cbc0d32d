import type { Arrangement, Timeline } from '#lib/timeline';
import type { MediaTable } from '../media-table.js';
import type { AudioPlan, AudioSpan } from '../plan.js';
import type { ResolvedClip } from '../track/resolve.js';
import { planSequence } from '../track/sequence.js';
import type { Stretch } from '../track/track.js';
import { planBeds, planDucking } from './beds.js';
import { type HeardClip, heardClips } from './heard.js';
import { heardFilms } from './heard-films.js';
import { joinSounds } from './joins.js';
import { SAMPLE_RATE, sampleOf } from './samples.js';

export interface AudioSource {
  readonly timeline: Timeline;
  readonly clips: readonly ResolvedClip[];
  readonly stretches: readonly Stretch[];
  readonly arrangement: Arrangement;
  readonly media: MediaTable;
}

/** The whole sound, exactly as long as the picture. There is always one lane, silent where no clip has a sound. */
export const planAudio = (source: AudioSource): AudioPlan => {
  const { timeline, arrangement, media } = source;
  const samples = sampleOf(arrangement.frames, timeline.output.fps);
  const films = heardFilms({ timeline, media, frames: arrangement.frames });
  const heard = spreadOverLanes([...joinSounds(heardClips(source)), ...joinSounds(films)]);
  const sequence = planSequence(timeline, samples, media);
  const lanes = [...heard.map((lane) => fillLane(lane, samples)), ...(sequence === null ? [] : [sequence])];
  const beds = planBeds(timeline, samples, media);
  const { loudness } = timeline.audio;
  return { sampleRate: SAMPLE_RATE, samples, lanes, beds, ducking: planDucking(timeline), loudness };
};

/** Each sound goes onto the first lane that is free by then; sounds come in the order of their start. */
const spreadOverLanes = (sounds: readonly HeardClip[]): readonly (readonly HeardClip[])[] => {
  const lanes: HeardClip[][] = [[]];
  for (const sound of [...sounds].sort((a, b) => a.start - b.start)) {
    const free = lanes.find((lane) => (lane.at(-1)?.end ?? 0) <= sound.start);
    if (free === undefined) lanes.push([sound]);
    else free.push(sound);
  }
  return lanes;
};

const fillLane = (sounds: readonly HeardClip[], samples: number): readonly AudioSpan[] => {
  const spans: AudioSpan[] = [];
  let at = 0;
  const silenceUntil = (sample: number): void => {
    if (sample > at) spans.push({ kind: 'silence', samples: sample - at });
    at = Math.max(at, sample);
  };
  for (const { start, end, media, inPoint, speed, gain, fadeIn, fadeOut } of sounds) {
    silenceUntil(start);
    spans.push({ kind: 'sound', samples: end - start, media, inPoint, speed, gain, fadeIn, fadeOut });
    at = end;
  }
  silenceUntil(samples);
  return spans;
};
