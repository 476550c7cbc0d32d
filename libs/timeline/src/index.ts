export * from './decimal.js';
export * from './model.js';
export * from './rational.js';
