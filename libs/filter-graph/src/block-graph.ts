import type { AudioSpan, RenderPlan } from '#lib/render-plan';
import { audioGraph } from './audio-graph.js';
import type { CompiledGraph } from './compile.js';

/** A stretch of one lane by itself: the very samples it has in the whole, at label `audio`. */
export const blockGraph = (plan: RenderPlan, spans: readonly AudioSpan[]): CompiledGraph => {
  const samples = spans.reduce((sum, span) => sum + span.samples, 0);
  return audioGraph({ ...plan, audio: { ...plan.audio, samples, lanes: [spans], beds: [] } });
};
