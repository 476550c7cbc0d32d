export { assembleCommand } from './assemble-command.js';
export { audioCommand, type LevelFiles, levelCommand, mixCommand } from './audio-command.js';
export { blockCommand } from './block-command.js';
export { concatList } from './concat-list.js';
export type { AssembleFiles, CommandFiles, CommandLimits, SegmentFiles } from './files.js';
export { DEFAULT_LIMITS } from './files.js';
export { type PartIdentity, segmentIdentity, soundIdentity } from './part-identity.js';
export { segmentCommand } from './segment-command.js';
export { type SoundBlock, type SplitSound, splitSound } from './sound-blocks.js';
