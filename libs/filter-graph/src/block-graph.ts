import type { AudioSpan, RenderPlan } from '#lib/render-plan';
import { type CompiledGraph, compile } from './compile.js';
import { laneSound } from './sound/lane.js';
import { listening } from './sound/listening.js';
import { exactly } from './sound/stream.js';

/** A stretch of one lane by itself: the very samples it has in the whole before the limiter, at label `audio`. */
export const blockGraph = (plan: RenderPlan, spans: readonly AudioSpan[]): CompiledGraph => {
  const samples = spans.reduce((sum, span) => sum + span.samples, 0);
  const { inputs, listen } = listening(plan);
  return compile(inputs, [{ name: 'audio', pad: exactly(samples, laneSound(spans, listen)) }]);
};
