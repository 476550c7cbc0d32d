import type { Problem } from '#lib/contracts';
import { type Arrangement, arrange } from './arrange.js';
import { declaredLength, pictureProblems } from './clip-time.js';
import { fontProblems, layerProblems } from './layer-problems.js';
import type { Clip, Timeline } from './model.js';
import { nearestNames } from './nearest.js';
import { rangeProblems } from './range.js';
import { compare, div, type Rational, rational, ZERO } from './rational.js';
import { soundProblems } from './sound-problems.js';
import { secondsText } from './text.js';

export interface TimelineLimits {
  /** Longest video, seconds. */
  readonly maxSeconds: number;
  /** xfade names of the ffmpeg that will render; null where no worker has told yet. */
  readonly transitions: ReadonlySet<string> | null;
  /** Families of fonts that can be drawn with; null where no worker has told yet. */
  readonly fonts: ReadonlySet<string> | null;
}

export interface CheckedTimeline {
  readonly problems: readonly Problem[];
  readonly arrangement: Arrangement | null;
}

/** Every problem that can be known without opening the media, each with its JSON pointer. */
export const validateTimeline = (timeline: Timeline, limits: TimelineLimits): readonly Problem[] => {
  const absurd = rangeProblems(timeline);
  return absurd.length > 0 ? absurd : checkTimeline(timeline, limits, timeline.clips.map(declaredLength)).problems;
};

/**
 * The same checks with better knowledge: `lengths` are the clips' lengths on the timeline in seconds, null where unknown.
 * The arrangement is null unless every length is known and sound.
 */
export const checkTimeline = (
  timeline: Timeline,
  limits: TimelineLimits,
  lengths: readonly (Rational | null)[],
): CheckedTimeline => {
  const { clips, layers, output } = timeline;
  const frame = div(rational(1), output.fps);
  const sound = lengths.map((length) => (length !== null && compare(length, frame) >= 0 ? length : null));
  const { arrangement, problems } = arrange(timeline, sound, limits.maxSeconds);
  return {
    arrangement,
    problems: [
      ...(clips.length === 0 ? [{ pointer: '/clips', message: 'A video needs at least one clip.' }] : []),
      ...clips.flatMap((clip, index) => clipProblems(clip, lengths[index] ?? null, frame, limits)),
      ...problems,
      ...layers.flatMap((layer) => [
        ...layerProblems(layer, timeline, arrangement),
        ...fontProblems(layer, limits.fonts),
      ]),
      ...thumbnailProblems(timeline, arrangement),
      ...soundProblems(timeline.audio, arrangement === null ? null : div(rational(arrangement.frames), output.fps)),
    ],
  };
};

const clipProblems = (
  clip: Clip,
  length: Rational | null,
  frame: Rational,
  limits: TimelineLimits,
): readonly Problem[] => {
  const { inPoint, outPoint, shownFor, placement, statedEnd, transition } = clip;
  const found: Problem[] = shownFor !== null || clip.motion !== null ? [...pictureProblems(clip)] : [];
  const add = (field: string, message: string): void => {
    found.push({ pointer: `${clip.pointer}/${field}`, message });
  };
  if (compare(inPoint, ZERO) < 0) add('trim_start', 'trim_start must not be negative.');
  if (outPoint !== null && compare(outPoint, inPoint) <= 0) {
    add('trim_end', `trim_end must be after trim_start (${secondsText(inPoint)}).`);
  } else if (length !== null && compare(length, frame) < 0) {
    const field = shownFor !== null ? 'duration' : outPoint === null ? 'trim_start' : 'trim_end';
    add(field, 'The clip is shorter than one frame of the output.');
  }
  if (placement.kind === 'placed') {
    if (compare(placement.start, ZERO) < 0) add('start_time', 'start_time must not be negative.');
    if (statedEnd !== null && compare(statedEnd, placement.start) <= 0)
      add('end_time', 'end_time must be after start_time.');
  }
  if (transition.kind !== 'cut' && compare(transition.duration, ZERO) <= 0) {
    add('transition_duration', 'A transition must last longer than 0 s.');
  }
  if (transition.kind === 'overlap' && limits.transitions?.has(transition.effect) === false) {
    add('transition_in', unknownTransition(transition.effect, limits.transitions));
  }
  return found;
};

const thumbnailProblems = ({ output }: Timeline, arrangement: Arrangement | null): readonly Problem[] => {
  const { thumbnailAt, fps } = output;
  if (thumbnailAt === null || arrangement === null) return [];
  const end = div(rational(arrangement.frames), fps);
  if (compare(thumbnailAt, end) <= 0) return [];
  const message = `thumbnail_time must not be after the end of the video (${secondsText(end)}).`;
  return [{ pointer: '/output/thumbnail_time', message }];
};

const unknownTransition = (effect: string, transitions: ReadonlySet<string>): string => {
  const near = nearestNames(effect, new Set([...transitions, 'cut', 'fade', 'crossfade']));
  const hint = near.length === 0 ? '' : ` Did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
  return `There is no transition "${effect.slice(0, 40)}" here.${hint}`;
};
