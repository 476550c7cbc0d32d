export * from './capabilities/index.js';
export * from './commands/index.js';
export * from './create-ffmpeg.js';
export * from './formats.js';
export * from './probe/index.js';
export * from './process/index.js';
export * from './sound/index.js';
export * from './verify/index.js';
