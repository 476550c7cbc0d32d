import type { RenderPlan } from '#lib/render-plan';
import type { CompiledGraph } from './compile.js';

export const audioGraph = (_plan: RenderPlan): CompiledGraph => {
  throw new Error('not yet');
};
