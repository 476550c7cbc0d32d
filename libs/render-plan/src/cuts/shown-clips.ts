import { add, equals, max, type Rational, rational, sub, ZERO } from '#lib/timeline';
import type { RenderPlan, Span } from '../plan.js';
import type { Window } from './coded-video.js';

/** A clip as it is: nothing is done to its picture. */
export interface ShownClip {
  readonly media: number;
  /** Seconds from the source's beginning. */
  readonly at: Rational;
  readonly frames: number;
}

/** The film as clips that follow each other; null where anything is done to its picture besides cutting. */
export const shownClips = ({ segments, fps }: RenderPlan): readonly ShownClip[] | null => {
  const clips: ShownClip[] = [];
  for (const { spans, layers } of segments) {
    if (layers.length > 0) return null;
    for (const span of spans) {
      const clip = asItIs(span, fps);
      if (clip === null) return null;
      const last = clips.at(-1);
      if (last !== undefined && last.media === clip.media && equals(endOf(last, fps), clip.at)) {
        clips[clips.length - 1] = { ...last, frames: last.frames + clip.frames };
      } else clips.push(clip);
    }
  }
  return clips;
};

const asItIs = (span: Span, fps: Rational): ShownClip | null => {
  if (span.kind !== 'clip') return null;
  const { media, inPoint, offset, speed, colorPreset, motion, fades } = span.view;
  const untouched = equals(speed, rational(1)) && colorPreset === 'none' && motion === null && fades.length === 0;
  return untouched ? { media, at: add(inPoint, seconds(offset, fps)), frames: span.frames } : null;
};

const seconds = (frames: number, fps: Rational): Rational => rational(frames * fps.den, fps.num);
const endOf = ({ at, frames }: ShownClip, fps: Rational): Rational => add(at, seconds(frames, fps));

/** Behind a cut, what is decoded before it may be shown after it; before it, the key frame has to be found. */
const MARGIN = rational(1);

/** What has to be known of a source to cut this clip out of it. */
export const windowOf = (clip: ShownClip, fps: Rational): Window => ({
  from: max(ZERO, sub(clip.at, seconds(1, fps))),
  to: add(endOf(clip, fps), MARGIN),
});
