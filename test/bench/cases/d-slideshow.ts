import type { BenchCase } from '../case.js';
import { slideshowMedia } from '../media/slideshow.js';
import { pairRows } from '../pair-rows.js';
import { pairsOf } from '../pairs.js';
import { NO_GOAL } from '../report/row.js';

const PICTURES = 10;
const SECONDS = 3;
const FPS = 24;
/** A photograph is full-range BT.601, a film limited-range BT.709; made to fit without distortion. */
const FITTED =
  'scale=1920:1080:force_original_aspect_ratio=decrease:force_divisible_by=2:' +
  'in_color_matrix=bt601:in_range=full:out_color_matrix=bt709:out_range=limited,' +
  'pad=1920:1080:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p';

const oracleArgs = (pictures: readonly string[], sounds: readonly string[], output: string): readonly string[] => {
  const numbers = pictures.map((_, index) => index);
  const shown = numbers.map((index) => `[${index}:v]${FITTED}[p${index}]`);
  const pictureNames = numbers.map((index) => `[p${index}]`).join('');
  const soundNames = numbers.map((index) => `[${PICTURES + index}:a]`).join('');
  const joined = [
    `${pictureNames}concat=n=${PICTURES}[v]`,
    `${soundNames}concat=n=${PICTURES}:v=0:a=1,aformat=channel_layouts=stereo[a]`,
  ];
  return [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'],
    ...pictures.flatMap((path) => [
      '-loop',
      '1',
      '-framerate',
      String(FPS),
      '-t',
      String(SECONDS),
      '-i',
      `file:${path}`,
    ]),
    ...sounds.flatMap((path) => ['-i', `file:${path}`]),
    ...['-filter_complex', [...shown, ...joined].join(';'), '-map', '[v]', '-map', '[a]'],
    ...['-c:v', 'libx264', '-crf', '21', '-preset', 'medium', '-r', String(FPS)],
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
    ...['-c:a', 'aac', '-b:a', '192k', '-movflags', '+faststart', `file:${output}`],
  ];
};

export const slideshow: BenchCase = {
  name: 'D',
  title: 'slideshow: ten pictures and ten sounds, the latter joined before they are posted',
  measure: async ({ options }) => {
    const { pictures, sounds, joined } = await slideshowMedia(options.media.home, PICTURES);
    const pairs = await pairsOf(options, {
      ...{ name: 'slideshow', sources: [...pictures, joined], outputs: ['film'] },
      oracle: ([output = '']) => oracleArgs(pictures, sounds, output),
      bodies: (urls) => [
        {
          clips: urls.slice(0, PICTURES).map((url) => ({ url, duration: SECONDS })),
          audio: { voiceover_url: urls[PICTURES], voiceover_volume: 1, fade_in: 0, fade_out: 0 },
          output: { resolution: '1080p', fps: FPS, crf: 21, preset: 'medium' },
        },
      ],
    });
    return pairRows(pairs, { case: 'D', wall: NO_GOAL, frames: PICTURES * SECONDS * FPS });
  },
};
