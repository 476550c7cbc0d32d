export type { ProbeOptions } from './options.js';
export { probe } from './probe.js';
