export { type Capabilities, detectCapabilities } from './detect.js';
