export * from './geometry.js';
export * from './media.js';
export * from './plan.js';
export * from './plan-render.js';
