import type { Problem } from '#lib/contracts';
import type { AudioBed } from './model.js';
import { compare, type Rational, ZERO } from './rational.js';
import { secondsText } from './text.js';

/** What is wrong with the place of music and voice. `length` of the video in seconds, null where not known yet. */
export const soundProblems = ({ music, voice }: AudioBed, length: Rational | null): readonly Problem[] =>
  [music, voice].flatMap((track) => {
    if (track === null) return [];
    const { start, startPointer: pointer } = track;
    if (compare(start, ZERO) < 0) return [{ pointer, message: 'The sound cannot begin before the video does.' }];
    if (length === null || compare(start, length) < 0) return [];
    return [{ pointer, message: `The video is ${secondsText(length)} long: this sound would never be heard.` }];
  });
