export type { ArrangedClip, Arrangement, Entrance } from './arrange.js';
export * from './decimal.js';
export * from './model.js';
export { nearestNames } from './nearest.js';
export { rangeProblems } from './range.js';
export * from './rational.js';
export { secondsText } from './text.js';
export * from './validate.js';
