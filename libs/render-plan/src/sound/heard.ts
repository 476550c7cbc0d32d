import {
  type Arrangement,
  add,
  div,
  framesIn,
  max,
  mul,
  type Rational,
  rational,
  sub,
  type Timeline,
  ZERO,
} from '#lib/timeline';
import type { MediaInfo } from '../media.js';
import type { MediaTable } from '../media-table.js';
import type { Ramp } from '../plan.js';
import type { ResolvedClip } from '../track/resolve.js';
import type { Stretch } from '../track/track.js';
import { SAMPLE_RATE, sampleOf } from './samples.js';
import { findSounds, type Sound } from './sounds.js';

/** A stretch of one clip's sound on the output: samples [start, end). */
export interface HeardClip {
  readonly start: number;
  readonly end: number;
  readonly media: number;
  /** Seconds into the source at `start`. */
  readonly inPoint: Rational;
  readonly speed: Rational;
  readonly gain: number;
  readonly fadeIn: Ramp | null;
  readonly fadeOut: Ramp | null;
  /** Its handles: seconds of output that the source's sound would fill before `start` and after `end`; ≥ 0. */
  readonly before: Rational;
  readonly after: Rational;
}

interface Track {
  readonly timeline: Timeline;
  readonly clips: readonly ResolvedClip[];
  readonly stretches: readonly Stretch[];
  readonly arrangement: Arrangement;
  readonly media: MediaTable;
}

/** Every audible stretch of every clip. A sound crosses over with its picture, both at one power. */
export const heardClips = (track: Track): readonly HeardClip[] =>
  findSounds(track.stretches, track.arrangement)
    .filter(({ clip }) => (track.clips[clip]?.gain ?? 0) > 0)
    .map((sound) => withFades(heardClip(sound, track), track.timeline.audio.cutFade));

/** Where a clip does not cross over with another, it comes up and goes down by itself: a level of nothing cannot click. */
const withFades = (clip: HeardClip, seconds: Rational | null): HeardClip => {
  if (seconds === null) return clip;
  const samples = Math.min(framesIn(seconds, rational(SAMPLE_RATE)), Math.floor((clip.end - clip.start) / 2));
  const ramp: Ramp | null = samples === 0 ? null : { samples, curve: 'straight' };
  return { ...clip, fadeIn: clip.fadeIn ?? ramp, fadeOut: clip.fadeOut ?? ramp };
};

const heardClip = (sound: Sound, { timeline, clips, arrangement, media }: Track): HeardClip => {
  const { fps } = timeline.output;
  const source = clips[sound.clip];
  const place = arrangement.clips[sound.clip];
  const info = media.all[source?.sound ?? -1]?.info;
  if (source === undefined || place === undefined || info === undefined) {
    throw new RangeError(`There is no clip ${sound.clip} on the track.`);
  }
  const [start, end] = [sampleOf(sound.start, fps), sampleOf(sound.end, fps)];
  const fadeIn = Math.min(end - start, sampleOf(sound.start + sound.fadeIn, fps) - start);
  const fadeOut = end - Math.max(start + fadeIn, sampleOf(sound.end - sound.fadeOut, fps));
  const sourceTime = (frame: number): Rational =>
    add(source.inPoint, mul(rational((frame - place.start) * fps.den, fps.num), source.speed));
  const inPoint = sourceTime(sound.start);
  return {
    ...{ start, end, media: source.sound, inPoint, speed: source.speed, gain: source.gain },
    ...{ fadeIn: crossing(fadeIn), fadeOut: crossing(fadeOut) },
    ...handles(info, source.speed, { from: inPoint, to: sourceTime(sound.end) }),
  };
};

const crossing = (samples: number): Ramp | null => (samples === 0 ? null : { samples, curve: 'power' });

const handles = (
  { audio, duration }: MediaInfo,
  speed: Rational,
  { from, to }: { readonly from: Rational; readonly to: Rational },
): Pick<HeardClip, 'before' | 'after'> => {
  const start = audio?.start ?? ZERO;
  const last = audio === null || audio.duration === null ? duration : add(start, audio.duration);
  const seconds = (source: Rational): Rational => div(max(ZERO, source), speed);
  return { before: seconds(sub(from, start)), after: last === null ? ZERO : seconds(sub(last, to)) };
};
