import type { RenderPlan, Segment } from '#lib/render-plan';
import type { CompiledGraph } from './compile.js';

export const segmentGraph = (_plan: RenderPlan, _segment: Segment): CompiledGraph => {
  throw new Error('not yet');
};
