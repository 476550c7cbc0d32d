export * from './model.js';
export * from './rational.js';
