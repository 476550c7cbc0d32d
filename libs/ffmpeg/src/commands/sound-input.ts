import { JOIN_FORMAT_WHITELIST } from '../formats.js';
import { fileUrl, inputGuards } from './arguments.js';
import type { Silence } from './files.js';
import { silentInput, silentTimes } from './silence.js';

/** The sound that a film is joined with, as an input that is copied. */
export const soundInput = (audio: string | Silence): readonly string[] =>
  typeof audio === 'string' ? [...inputGuards(JOIN_FORMAT_WHITELIST), '-i', fileUrl(audio)] : silentInput(audio);

/** For its output: a file has times of its own. */
export const soundTimes = (audio: string | Silence): readonly string[] =>
  typeof audio === 'string' ? [] : ['-bsf:a', silentTimes(audio)];
