import {
  type Arrangement,
  add,
  framesIn,
  type MusicTrack,
  type Rational,
  rational,
  type Timeline,
} from '#lib/timeline';
import type { FoundMedia, MediaTable } from './media-table.js';
import type { AudioBedPlan, AudioPlan, AudioSpan } from './plan.js';
import type { ResolvedClip } from './resolve.js';
import { SAMPLE_RATE, sampleOf } from './samples.js';
import { findSounds, type Sound } from './sounds.js';
import type { Stretch } from './track.js';

export interface AudioSource {
  readonly timeline: Timeline;
  readonly clips: readonly ResolvedClip[];
  readonly stretches: readonly Stretch[];
  readonly arrangement: Arrangement;
  readonly media: MediaTable;
}

/** The whole sound, exactly as long as the picture. There is always one lane, silent where no clip has a sound. */
export const planAudio = ({ timeline, clips, stretches, arrangement, media }: AudioSource): AudioPlan => {
  const { fps } = timeline.output;
  const samples = sampleOf(arrangement.frames, fps);
  const audible = findSounds(stretches, arrangement).filter(({ clip }) => (clips[clip]?.gain ?? 0) > 0);
  const lanes = spreadOverLanes(audible).map((lane) => fillLane(lane, samples, { fps, clips, arrangement }));
  return { sampleRate: SAMPLE_RATE, samples, lanes, beds: planBeds(timeline, samples, media) };
};

/** Each sound goes onto the first lane that is free by then; sounds come in the order of their start. */
const spreadOverLanes = (sounds: readonly Sound[]): readonly (readonly Sound[])[] => {
  const lanes: Sound[][] = [[]];
  for (const sound of sounds) {
    const free = lanes.find((lane) => (lane.at(-1)?.end ?? 0) <= sound.start);
    if (free === undefined) lanes.push([sound]);
    else free.push(sound);
  }
  return lanes;
};

interface Scene {
  readonly fps: Rational;
  readonly clips: readonly ResolvedClip[];
  readonly arrangement: Arrangement;
}

const fillLane = (sounds: readonly Sound[], samples: number, scene: Scene): readonly AudioSpan[] => {
  const spans: AudioSpan[] = [];
  let at = 0;
  const silenceUntil = (sample: number): void => {
    if (sample > at) spans.push({ kind: 'silence', samples: sample - at });
    at = Math.max(at, sample);
  };
  for (const sound of sounds) {
    silenceUntil(sampleOf(sound.start, scene.fps));
    spans.push(soundSpan(sound, scene));
    at = sampleOf(sound.end, scene.fps);
  }
  silenceUntil(samples);
  return spans;
};

const soundSpan = ({ clip, start, end, fadeIn, fadeOut }: Sound, { fps, clips, arrangement }: Scene): AudioSpan => {
  const source = clips[clip];
  const place = arrangement.clips[clip];
  if (source === undefined || place === undefined) throw new RangeError(`There is no clip ${clip} on the track.`);
  const [first, last] = [sampleOf(start, fps), sampleOf(end, fps)];
  const rampIn = Math.min(last - first, sampleOf(start + fadeIn, fps) - first);
  const rampOut = last - Math.max(first + rampIn, sampleOf(end - fadeOut, fps));
  const skipped = start - place.start;
  return {
    kind: 'sound',
    samples: last - first,
    media: source.media,
    inPoint: add(source.inPoint, rational(skipped * fps.den, fps.num)),
    gain: source.gain,
    fadeIn: rampIn,
    fadeOut: rampOut,
  };
};

const planBeds = ({ audio }: Timeline, total: number, media: MediaTable): readonly AudioBedPlan[] => {
  const beds: AudioBedPlan[] = [];
  if (audio.music !== null) beds.push(musicBed(audio.music, media.find(audio.music.url, audio.music.pointer), total));
  if (audio.voice !== null) {
    const { index, info } = media.find(audio.voice.url, audio.voice.pointer);
    const samples = Math.min(total, heardSamples(info.audio?.duration ?? info.duration) ?? total);
    beds.push({ role: 'voice', media: index, gain: audio.voice.volume, loop: false, samples, fadeIn: 0, fadeOut: 0 });
  }
  return beds;
};

/** A track that does not loop fades out at its own end, if that comes before the video's. */
const musicBed = (music: MusicTrack, { index, info }: FoundMedia, total: number): AudioBedPlan => {
  const own = music.loop ? null : heardSamples(info.audio?.duration ?? info.duration);
  const samples = Math.min(total, own ?? total);
  const ramp = (seconds: Rational): number => Math.min(samples, framesIn(seconds, rational(SAMPLE_RATE)));
  const [fadeIn, fadeOut] = [ramp(music.fadeIn), ramp(music.fadeOut)];
  return { role: 'music', media: index, gain: music.volume, loop: music.loop, samples, fadeIn, fadeOut };
};

const heardSamples = (duration: Rational | null): number | null =>
  duration === null || duration.num <= 0 ? null : framesIn(duration, rational(SAMPLE_RATE));
