import type { RenderPlan, Segment } from '#lib/render-plan';
import { type CommandLimits, DEFAULT_LIMITS, type SegmentFiles } from './files.js';

export const segmentCommand = (
  _plan: RenderPlan,
  _segment: Segment,
  _files: SegmentFiles,
  _limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => {
  throw new Error('not yet');
};
