export type { CodedStretch } from './coded-stretch.js';
export { readByProbe, readCodedVideo } from './coded-video.js';
export type { ProbeOptions } from './options.js';
export { probe } from './probe.js';
export { PROBE_VERSION } from './version.js';
