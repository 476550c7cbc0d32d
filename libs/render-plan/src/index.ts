export * from './media.js';
export * from './plan.js';
