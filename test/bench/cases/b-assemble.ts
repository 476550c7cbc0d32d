import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchCase } from '../case.js';
import { fiveTimesArgs, readyArgs } from '../media/recipes.js';
import { once } from '../media/sources.js';
import { pairRows } from '../pair-rows.js';
import { pairsOf } from '../pairs.js';
import { atMost } from '../report/row.js';

const CLIPS = 10;
const CLIP_FRAMES = 450;

/** The picture is copied by both; the sound only by bare ffmpeg, which is why its clips have none. */
export const assemble: BenchCase = {
  name: 'B',
  title: 'assemble: ten clips that already are what the output wants',
  measure: async ({ options }) => {
    const { media } = options;
    const sources: string[] = [];
    for (let index = 0; index < CLIPS; index += 1) {
      const clip = media.clips[index % media.clips.length] ?? '';
      const ready = await once(join(media.home, `mute-${index + 1}.mp4`), readyArgs(index, clip));
      sources.push(await once(join(media.home, `long-${index + 1}.mp4`), fiveTimesArgs(ready)));
    }
    const list = join(options.workDir, 'ready.txt');
    await writeFile(list, ['ffconcat version 1.0', ...sources.map((path) => `file '${path}'`), ''].join('\n'));
    const pairs = await pairsOf(options, {
      ...{ name: 'assemble', sources, outputs: ['joined'] },
      oracle: ([output = '']) => [
        ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', '-f', 'concat', '-safe', '0', '-i', list],
        ...['-c', 'copy', '-movflags', '+faststart', `file:${output}`],
      ],
      order: { door: 'assemblies' },
    });
    return pairRows(pairs, { case: 'B', wall: atMost(2), frames: CLIPS * CLIP_FRAMES, sound: null });
  },
};
