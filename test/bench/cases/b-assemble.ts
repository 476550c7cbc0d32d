import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchCase } from '../case.js';
import { readyArgs } from '../media/recipes.js';
import { once } from '../media/sources.js';
import { pairRows } from '../pair-rows.js';
import { pairsOf } from '../pairs.js';
import { NO_GOAL } from '../report/row.js';

const CLIPS = 10;
const CLIP_FRAMES = 90;

/** The same request whether or not the engine encodes such clips: as soon as it does not, this says what that brings. */
export const assemble: BenchCase = {
  name: 'B',
  title: 'assemble: ten clips that already are what the output wants',
  measure: async ({ options }) => {
    const { media } = options;
    const sources: string[] = [];
    for (let index = 0; index < CLIPS; index += 1) {
      const clip = media.clips[index % media.clips.length] ?? '';
      sources.push(await once(join(media.home, `part-${index + 1}.mp4`), readyArgs(index, clip)));
    }
    const list = join(options.workDir, 'ready.txt');
    await writeFile(list, ['ffconcat version 1.0', ...sources.map((path) => `file '${path}'`), ''].join('\n'));
    const pairs = await pairsOf(options, {
      ...{ name: 'assemble', sources, outputs: ['joined'] },
      oracle: ([output = '']) => [
        ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', '-f', 'concat', '-safe', '0', '-i', list],
        ...['-c', 'copy', '-movflags', '+faststart', `file:${output}`],
      ],
      bodies: (urls) => [
        { clips: urls.map((url) => ({ url })), output: { resolution: '720p', fps: 30, crf: 21, preset: 'medium' } },
      ],
    });
    // Bare ffmpeg keeps the priming and the odd end of every clip's AAC, so that its own sound drifts from its picture.
    return pairRows(pairs, { case: 'B', wall: NO_GOAL, frames: CLIPS * CLIP_FRAMES, sound: NO_GOAL });
  },
};
