import type { Problem } from '#lib/contracts';
import {
  add,
  atSpeed,
  type Clip,
  type ColorPreset,
  compare,
  div,
  type Fit,
  type Motion,
  max,
  pictureLength,
  pictureProblems,
  type Rational,
  rational,
  secondsText,
  sub,
  type Timeline,
  videoProblems,
  ZERO,
} from '#lib/timeline';
import type { MediaInfo, VideoInfo } from '../media.js';
import type { MediaTable } from '../media-table.js';
import { soundLength } from '../sound/sound-length.js';

/** A clip whose source is known: nothing left to ask the media. */
export interface ResolvedClip {
  /** Index into the plan's media. */
  readonly media: number;
  /** Whose sound is heard with it; its own, as a rule. */
  readonly sound: number;
  readonly inPoint: Rational;
  readonly speed: Rational;
  readonly fit: Fit;
  readonly colorPreset: ColorPreset;
  readonly motion: Motion | null;
  /** Linear; 0 where the clip is muted or its source has no sound. */
  readonly gain: number;
}

export interface ResolvedClips {
  readonly clips: readonly ResolvedClip[];
  /** Lengths on the timeline in seconds; null where a problem leaves none. */
  readonly lengths: readonly (Rational | null)[];
  /** Sources that cannot be used as a clip. */
  readonly unusable: readonly Problem[];
  /** What is asked of a source that it cannot give. */
  readonly misfits: readonly Problem[];
}

type Trim =
  | { readonly kind: 'length'; readonly length: Rational }
  | { readonly kind: 'unusable' | 'misfit'; readonly problem: Problem };

/** Resolves in- and out-points against the probed sources. Throws ASSET_NOT_FOUND where a source was never probed. */
export const resolveClips = (timeline: Timeline, media: MediaTable): ResolvedClips => {
  const frame = div(rational(1), timeline.output.fps);
  const found = timeline.clips.map((clip) => {
    const picture = media.find(clip.url, `${clip.pointer}/url`);
    const sound = clip.sound === null ? picture : media.find(clip.sound.url, clip.sound.pointer);
    return { clip, ...picture, sound };
  });
  const trims = found.map(({ clip, info, sound }) =>
    info.still ? still(clip, sound.info) : lengthOf(clip, info, frame),
  );
  return {
    clips: found.map(({ clip, index, sound }) => ({
      media: index,
      sound: sound.index,
      inPoint: clip.inPoint,
      speed: clip.speed,
      fit: clip.fit,
      colorPreset: clip.colorPreset,
      motion: clip.motion,
      gain: sound.info.audio === null ? 0 : clip.volume,
    })),
    lengths: trims.map((one) => (one.kind === 'length' ? one.length : null)),
    unusable: trims.flatMap((one) => (one.kind === 'unusable' ? [one.problem] : [])),
    misfits: found.flatMap(({ clip, info }, index) => {
      const one = trims[index];
      const trimmed = one?.kind === 'misfit' ? [one.problem] : [];
      return [...(info.still ? pictureProblems(clip) : videoProblems(clip)), ...trimmed];
    }),
  };
};

const still = (clip: Clip, sound: MediaInfo): Trim => {
  const length = pictureLength(clip);
  if (clip.sound === null) return { kind: 'length', length };
  const heard = soundLength(sound);
  return heard === null
    ? {
        kind: 'unusable',
        problem: { pointer: clip.sound.pointer, message: 'The length of this sound cannot be told.' },
      }
    : { kind: 'length', length: max(length, heard) };
};

/** A part of a source: how long it is on the timeline, or why there is none. */
export const lengthOf = (
  clip: Pick<Clip, 'pointer' | 'inPoint' | 'outPoint' | 'speed'>,
  info: MediaInfo,
  frame: Rational,
): Trim => {
  const problem = (kind: 'unusable' | 'misfit', field: string, message: string): Trim => ({
    kind,
    problem: { pointer: `${clip.pointer}/${field}`, message },
  });
  if (info.video === null) return problem('unusable', 'url', 'This file has no picture, so it cannot be shown.');
  const { picture, whole } = sourceEnds(info, info.video);
  if (clip.outPoint === null && picture === null) {
    return problem('unusable', 'url', 'The length of this file cannot be told; give trim_end.');
  }
  if (whole !== null && compare(clip.inPoint, whole) >= 0) {
    return problem(
      'misfit',
      'trim_start',
      `trim_start is beyond the end of the source, which is ${secondsText(whole)} long.`,
    );
  }
  const wanted = clip.outPoint ?? picture ?? ZERO;
  const excess = whole === null ? ZERO : sub(wanted, whole);
  const until = (end: Rational): Trim => ({ kind: 'length', length: atSpeed(sub(end, clip.inPoint), clip) });
  if (whole === null || compare(excess, ZERO) <= 0) return until(wanted);
  if (compare(excess, frame) <= 0) return until(whole);
  return problem(
    'misfit',
    'trim_end',
    `trim_end (${secondsText(wanted)}) is beyond the end of the source, which is ${secondsText(whole)} long.`,
  );
};

/**
 * Where the picture ends and where everything does, seconds. Sound often runs some milliseconds longer than the picture:
 * an untrimmed clip ends with its picture (no frozen frame), while a trim may reach to the very end (the last frame holds).
 */
const sourceEnds = (
  info: MediaInfo,
  video: VideoInfo,
): { readonly picture: Rational | null; readonly whole: Rational | null } => {
  const picture = video.duration === null ? info.duration : add(video.start, video.duration);
  const whole = picture === null || info.duration === null ? picture : max(picture, info.duration);
  return { picture, whole };
};
