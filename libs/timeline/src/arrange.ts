import type { Problem } from '#lib/contracts';
import { minus, order, toFraction } from './fraction.js';
import type { Clip, Timeline } from './model.js';
import { type Interval, positionClips } from './positions.js';
import { framesIn, type Rational, rational } from './rational.js';
import { gridSlots, outgoingClip, type Slot } from './slots.js';
import { secondsText } from './text.js';

/** How a clip comes in, in frames of the output; `from` is the index of the outgoing clip. */
export type Entrance =
  | { readonly kind: 'cut' }
  /** `from` is null on the first clip, which fades in from the background. */
  | { readonly kind: 'fade'; readonly frames: number; readonly from: number | null }
  | { readonly kind: 'overlap'; readonly effect: string; readonly frames: number; readonly from: number };

export interface ArrangedClip extends Slot {
  readonly entrance: Entrance;
}

export interface Arrangement {
  /** In the order of the timeline's clips; may overlap: where they do, the clip that starts later is seen. */
  readonly clips: readonly ArrangedClip[];
  /** Length of the whole picture. */
  readonly frames: number;
}

export interface ArrangeResult {
  /** Null where a length is unknown or the whole is too long. */
  readonly arrangement: Arrangement | null;
  readonly problems: readonly Problem[];
}

const CUT: Entrance = { kind: 'cut' };

/** ffmpeg's xfade takes no longer ones (libavfilter/vf_xfade.c, option `duration`). */
const LONGEST_OVERLAP = rational(60);

/**
 * Places clips and their transitions on the output frame grid. `lengths` are those on the timeline in seconds (> 0), null
 * where not known yet; then only what is sure is reported.
 */
export const arrange = (
  timeline: Timeline,
  lengths: readonly (Rational | null)[],
  maxSeconds: number,
): ArrangeResult => {
  const { clips, output } = timeline;
  const { intervals, problems } = positionClips(timeline, lengths);
  const known = intervals.filter((interval) => interval !== null);
  const tooLong = lengthProblem(known, output.fps, maxSeconds);
  if (tooLong !== null) return { arrangement: null, problems: [...problems, tooLong] };
  if (known.length < clips.length) {
    return { arrangement: null, problems: [...problems, ...sureProblems(timeline, lengths)] };
  }
  const slots = gridSlots(known, output.fps);
  const entered = clips.map((clip, index) =>
    entrance(clip, index, { clips, slots, intervals: known, fps: output.fps }),
  );
  return {
    arrangement: {
      clips: slots.map((slot, index) => ({ ...slot, entrance: entered[index]?.entrance ?? CUT })),
      frames: slots.reduce((longest, { end }) => Math.max(longest, end), 0),
    },
    problems: [...problems, ...entered.flatMap((one) => one.problems)],
  };
};

/** Up to half a frame above the limit rounds down to it: sources of 0.9 s are rarely exact to the last microsecond. */
const lengthProblem = (intervals: readonly Interval[], fps: Rational, maxSeconds: number): Problem | null => {
  const halfFrame = rational(fps.den, fps.num * 2);
  const limit = toFraction(rational(Math.round(maxSeconds * 1000), 1000));
  const late = intervals.find(({ end }) => order(minus(end, limit), toFraction(halfFrame)) > 0);
  if (late === undefined) return null;
  const end = intervals.reduce((longest, one) => (order(one.end, longest) > 0 ? one.end : longest), late.end);
  return {
    pointer: '/clips',
    message: `The video would be ${secondsText(end)} long; at most ${maxSeconds} s are allowed.`,
  };
};

interface Scene {
  readonly clips: readonly Clip[];
  readonly slots: readonly Slot[];
  readonly intervals: readonly Interval[];
  readonly fps: Rational;
}

interface Entered {
  readonly entrance: Entrance;
  readonly problems: readonly Problem[];
}

const entrance = (clip: Clip, index: number, scene: Scene): Entered => {
  const { transition } = clip;
  if (transition.kind === 'cut') return { entrance: CUT, problems: [] };
  const outgoing = outgoingClip(scene.slots, index);
  const duration = framesIn(transition.duration, scene.fps);
  if (transition.kind === 'fade') {
    const from = outgoing?.clip ?? null;
    return checked({ kind: 'fade', frames: duration, from }, index, scene);
  }
  if (outgoing === null || !outgoing.meets)
    return { entrance: CUT, problems: [nothingToOverlap(clip, outgoing === null)] };
  // Where the clips overlap, the overlap is the transition; where they only touch, the outgoing one goes on into its handle.
  const overlap = Math.min(endOf(scene, outgoing.clip), endOf(scene, index)) - (scene.slots[index]?.start ?? 0);
  const frames = overlap > 0 ? overlap : duration;
  if (frames > framesIn(LONGEST_OVERLAP, scene.fps)) return { entrance: CUT, problems: [longerThanXfade(clip)] };
  return checked({ kind: 'overlap', effect: transition.effect, frames, from: outgoing.clip }, index, scene);
};

const endOf = (scene: Scene, index: number): number => scene.slots[index]?.end ?? 0;

const checked = (wanted: Exclude<Entrance, { kind: 'cut' }>, index: number, scene: Scene): Entered => {
  const lengthOf = (clip: number): number => endOf(scene, clip) - (scene.slots[clip]?.start ?? 0);
  const neighbours = wanted.from === null ? [index] : [wanted.from, index];
  const clip = scene.clips[index];
  const problems =
    clip === undefined || neighbours.every((one) => 2 * wanted.frames <= lengthOf(one)) ? [] : [tooLongFor(clip)];
  return { entrance: wanted.frames === 0 ? CUT : wanted, problems };
};

/** What can be said while some lengths are unknown: about the first clip, and about neighbours whose lengths are known. */
const sureProblems = (timeline: Timeline, lengths: readonly (Rational | null)[]): readonly Problem[] =>
  timeline.clips.flatMap((clip, index) => {
    const { transition, placement } = clip;
    if (transition.kind === 'cut' || placement.kind === 'placed') return [];
    if (transition.kind === 'overlap' && index === 0) return [nothingToOverlap(clip, true)];
    const frames = framesIn(transition.duration, timeline.output.fps);
    const neighbours = [lengths[index - 1] ?? null, lengths[index] ?? null].filter((length) => length !== null);
    const fits = neighbours.every((length) => 2 * frames <= framesIn(length, timeline.output.fps));
    return fits ? [] : [tooLongFor(clip)];
  });

const tooLongFor = (clip: Clip): Problem => ({
  pointer: `${clip.pointer}/transition_duration`,
  message: 'A transition may last at most half of each of the two clips it joins.',
});

const longerThanXfade = (clip: Clip): Problem => ({
  pointer: `${clip.pointer}/transition_duration`,
  message: 'Two clips may overlap in a transition for at most 60 s.',
});

const nothingToOverlap = (clip: Clip, first: boolean): Problem => ({
  pointer: `${clip.pointer}/transition_in`,
  message: first
    ? 'The first clip has no clip before it to overlap with; use "fade" to fade it in.'
    : 'There is a gap before this clip, so no clip to overlap with; use "fade" or "cut", or close the gap.',
});
