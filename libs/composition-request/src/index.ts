export * from './color.js';
export * from './defaults.js';
export * from './output.js';
export * from './overlay-request.js';
export * from './position.js';
export * from './request.js';
export * from './to-timeline.js';
export * from './transitions.js';
