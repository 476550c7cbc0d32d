import type { AudioSpan, RenderPlan } from '#lib/render-plan';
import { mixGraph } from './audio-graph.js';
import type { CompiledGraph } from './compile.js';

/** A stretch of one lane by itself, at label `audio`: the very samples it brings into the mix, also above full scale. */
export const blockGraph = (plan: RenderPlan, spans: readonly AudioSpan[]): CompiledGraph => {
  const samples = spans.reduce((sum, span) => sum + span.samples, 0);
  return mixGraph({ ...plan, audio: { ...plan.audio, samples, lanes: [spans], beds: [], ducking: null } });
};
