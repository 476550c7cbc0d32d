import type { FrameSize, Timeline } from '#lib/timeline';
import { displaySize, type Size } from './geometry.js';
import type { PlanMedia } from './plan.js';

const LEAST = 16;

/** The timeline with the size of its first clip's picture, where it asks for that. */
export const inSourceSize = (timeline: Timeline, media: ReadonlyMap<string, PlanMedia>): Timeline => {
  const { output, clips } = timeline;
  const [first] = clips;
  const video = first === undefined ? null : (media.get(first.url)?.info.video ?? null);
  if (!output.sourceSize || video === null) return timeline;
  return { ...timeline, output: { ...output, ...within(Math.max(output.width, output.height), displaySize(video)) } };
};

const within = (longest: number, { width, height }: Size): FrameSize => {
  const scale = Math.min(1, longest / Math.max(width, height));
  const side = (pixels: number): number => Math.max(LEAST, 2 * Math.round((pixels * scale) / 2));
  return { width: side(width), height: side(height) };
};
