import type { Chapter } from './example.js';
import { audio } from './examples/audio.js';
import { clips } from './examples/clips.js';
import { output } from './examples/output.js';
import { overlays } from './examples/overlays.js';
import { request } from './examples/request.js';
import { text } from './examples/text.js';
import { transitions } from './examples/transitions.js';

/** The page, in its order; the last one takes the fields that no other lists. */
export const CHAPTERS: readonly Chapter[] = [clips, transitions, audio, overlays, text, output, request];
