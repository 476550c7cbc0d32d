export type { ThreadOptions } from './encoder-threads.js';
export * from './geometry.js';
export * from './layer-art.js';
export * from './layer-plan.js';
export { laterContent } from './layers-within.js';
export * from './media.js';
export * from './plan.js';
export { type PlanOptions, planRender, type RenderFacts } from './plan-render.js';
export { SAMPLE_RATE, sampleOf } from './samples.js';
