export { audioGraph, mixGraph } from './audio-graph.js';
export { blockGraph } from './block-graph.js';
export type { CompiledGraph, GraphInput } from './compile.js';
export { gifGraph, paletteGraph } from './palette-graph.js';
export { ALPHA_DECODERS } from './picture/decoder.js';
export { segmentGraph } from './segment-graph.js';
export { levelGraph } from './sound/loudness.js';
