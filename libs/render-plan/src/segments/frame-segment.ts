import type { ClipView, RenderPlan, Segment, Span } from '../plan.js';

/** One frame of a plan as a segment of its own, without what lies over the clips. Throws RangeError where there is no such frame. */
export const frameSegment = ({ segments }: Pick<RenderPlan, 'segments'>, frame: number): Segment => {
  const segment = segments.find(({ start, frames }) => frame >= start && frame < start + frames);
  if (segment === undefined) throw new RangeError(`This plan has no frame ${frame}.`);
  let before = segment.start;
  for (const span of segment.spans) {
    if (frame < before + span.frames) {
      return { index: 0, start: frame, frames: 1, spans: [oneOf(span, frame - before)], layers: [], threads: 1 };
    }
    before += span.frames;
  }
  throw new RangeError(`Segment ${segment.index} has no frame ${frame}.`);
};

const oneOf = (span: Span, at: number): Span => {
  if (span.kind === 'background') return { ...span, frames: 1 };
  if (span.kind === 'clip') return { ...span, frames: 1, view: later(span.view, at) };
  return { ...span, frames: 1, offset: span.offset + at, from: later(span.from, at), to: later(span.to, at) };
};

const later = (view: ClipView, frames: number): ClipView => ({
  ...view,
  offset: view.offset + frames,
  fades: view.fades.map((fade) => ({ ...fade, start: fade.start - frames })),
});
