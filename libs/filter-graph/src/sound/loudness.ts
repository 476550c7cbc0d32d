import { type CompiledGraph, compile } from '../compile.js';
import { audio, audioInput } from '../nodes/builders.js';
import type { AudioPad } from '../nodes/node.js';
import { peakLimited } from './limit.js';
import { exactly } from './stream.js';

/** Passes the sound on and logs its integrated loudness at the end (EBU R128); not every 100 ms too. */
export const measured = (input: AudioPad): AudioPad => audio('ebur128', { framelog: 'verbose' }, input);

/**
 * The second pass: the mix, which is the command's only input, `gainDb` louder, its true peaks limited, and measured again.
 * `samples` long.
 */
export const levelGraph = (samples: number, gainDb: number): CompiledGraph => {
  const louder = audio('volume', { volume: `${gainDb.toFixed(2)}dB`, precision: 'float' }, audioInput(0, 0));
  return compile([], [{ name: 'audio', pad: measured(exactly(samples, peakLimited(louder))) }]);
};
