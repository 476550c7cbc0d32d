import { resolve } from 'node:path';

/** Settings of a stack whose encodes last as long as their clips: see the script. */
export const PACED = { FFMPEG_BIN: resolve(import.meta.dirname, 'paced', 'ffmpeg') } as const;
