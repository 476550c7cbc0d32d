import { chunk, fields, riff } from './riff.js';
import { SAMPLE_RATE } from './tone.js';

/** WAVEFORMAT of 16-bit mono PCM. */
export const PCM_FORMAT = fields([16, 1], [16, 1], [32, SAMPLE_RATE], [32, SAMPLE_RATE * 2], [16, 2], [16, 16]);

export const wav = (pcm: Buffer): Buffer => riff('WAVE', chunk('fmt ', PCM_FORMAT), chunk('data', pcm));
