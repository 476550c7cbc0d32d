export * from './callbacks.js';
export * from './errors.js';
export * from './forecast.js';
export * from './jobs.js';
export * from './object-url.js';
export * from './processing.js';
export * from './progress.js';
export * from './render-work.js';
