import type { RenderWork } from '#lib/contracts';
import type { RenderPlan, Segment } from '#lib/render-plan';

/** What the plan had to be done, for later estimates. */
export function workDone({ frames, canvas, encoder, segments }: RenderPlan): RenderWork {
  const sum = (of: (segment: Segment) => number): number => segments.reduce((total, segment) => total + of(segment), 0);
  return {
    frames,
    pixels: canvas.width * canvas.height,
    preset: encoder.preset,
    transition_frames: sum(({ spans }) =>
      spans.reduce((total, span) => total + (span.kind === 'transition' ? span.frames : 0), 0),
    ),
    layer_frames: sum(({ layers }) => layers.reduce((total, { from, to }) => total + to - from, 0)),
  };
}
