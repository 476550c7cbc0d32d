import { join } from 'node:path';
import type { BenchCase } from '../case.js';
import { longArgs } from '../media/recipes.js';
import { once } from '../media/sources.js';
import { pairRows } from '../pair-rows.js';
import { pairsOf } from '../pairs.js';
import { atMost } from '../report/row.js';

const SECONDS = 20;
const FPS = 30;
const SIZES = [
  { name: '1080p', size: '1920:1080' },
  { name: '720p', size: '1280:720' },
  { name: '480p', size: '854:480' },
] as const;

/** One decode, three encodes, one process. */
const oracleArgs = (source: string, outputs: readonly string[]): readonly string[] => {
  const labels = SIZES.map((_, index) => `[s${index}]`).join('');
  const scaled = SIZES.map(({ size }, index) => `[s${index}]scale=${size},setsar=1,format=yuv420p[v${index}]`);
  return [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', '-i', `file:${source}`],
    ...['-filter_complex', [`[0:v]fps=${FPS},split=${SIZES.length}${labels}`, ...scaled].join(';')],
    ...outputs.flatMap((output, index) => [
      ...['-map', `[v${index}]`, '-map', '0:a', '-c:v', 'libx264', '-crf', '21', '-preset', 'medium'],
      ...['-c:a', 'aac', '-ac', '2', '-b:a', '192k', '-movflags', '+faststart', `file:${output}`],
    ]),
  ];
};

export const renditions: BenchCase = {
  name: 'E',
  title: 'renditions: three sizes of one source, one composition',
  measure: async ({ options }) => {
    const source = await once(join(options.media.home, `source-${SECONDS}s.mp4`), longArgs(SECONDS));
    const [largest, ...others] = SIZES.map(({ name }) => name);
    const pairs = await pairsOf(options, {
      ...{ name: 'rendition', sources: [source], outputs: SIZES.map(({ name }) => name) },
      oracle: (outputs) => oracleArgs(source, outputs),
      order: {
        door: 'compositions',
        body: ([url]) => ({
          clips: [{ url }],
          output: { resolution: largest, renditions: others, fps: FPS, crf: 21, preset: 'medium' },
        }),
      },
    });
    return pairRows(pairs, { case: 'E', wall: atMost(1.1), frames: SECONDS * FPS });
  },
};
