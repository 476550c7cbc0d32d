import { CutroomError } from '#lib/contracts';
import { parseAss } from './ass.js';
import { type Cue, MAX_BYTES, MAX_CUE_CHARACTERS, MAX_CUES } from './cue.js';
import { decodeText } from './decode-text.js';
import { parseSrt } from './srt.js';
import { parseVtt } from './vtt.js';

/**
 * The cues of a caption file, by their beginning. Throws CutroomError INVALID_CLIP_FORMAT where there are none in it,
 * RESOURCE_LIMIT where it is larger than captions are.
 */
export const parseCaptions = (bytes: Uint8Array): readonly Cue[] => {
  if (bytes.length > MAX_BYTES) throw tooLarge();
  const text = decodeText(bytes)
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n');
  const cues = parserFor(text)(text).filter(({ runs }) => runs.some((run) => run.text.trim() !== ''));
  if (cues.length === 0) {
    throw new CutroomError(
      'INVALID_CLIP_FORMAT',
      'There are no captions in this file: SRT, WebVTT and ASS can be read.',
    );
  }
  if (cues.length > MAX_CUES) throw tooLarge();
  return cues.map(shortened).sort((a, b) => a.start - b.start);
};

const parserFor = (text: string): ((text: string) => readonly Cue[]) => {
  if (/^\s*WEBVTT\b/.test(text)) return parseVtt;
  return /^\s*\[(Script Info|V4\+? Styles|Events)\]/im.test(text) ? parseAss : parseSrt;
};

const tooLarge = (): CutroomError => new CutroomError('RESOURCE_LIMIT', 'This caption file is too large.');

/** A cue of thousands of letters is no caption, but what follows a mistake in the file. */
const shortened = (cue: Cue): Cue => {
  let left = MAX_CUE_CHARACTERS;
  const runs = cue.runs.flatMap((run) => {
    const text = run.text.slice(0, left);
    left -= text.length;
    return text === '' ? [] : [{ ...run, text }];
  });
  return { ...cue, runs };
};
