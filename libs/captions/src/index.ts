export type { Cue, CueDress, CuePlace } from './cue.js';
export { decodeText } from './decode-text.js';
export { oneAtATime } from './one-at-a-time.js';
export { parseCaptions } from './parse-captions.js';
