import { presetLabel, type RenderWork } from '#lib/contracts';
import type { RenderPlan, Segment } from '#lib/render-plan';

/** What the plan had to be done, for later estimates. */
export function workDone({ frames, sizes, encoder, segments }: RenderPlan): RenderWork {
  const sum = (of: (segment: Segment) => number): number => segments.reduce((total, segment) => total + of(segment), 0);
  return {
    frames,
    pixels: sizes.reduce((sum, { width, height }) => sum + width * height, 0),
    preset: presetLabel(encoder.picture?.codec ?? null, encoder.picture?.preset ?? 'medium'),
    transition_frames: sum(({ spans }) =>
      spans.reduce((total, span) => total + (span.kind === 'transition' ? span.frames : 0), 0),
    ),
    layer_frames: sum(({ layers }) => layers.reduce((total, { from, to }) => total + to - from, 0)),
  };
}
