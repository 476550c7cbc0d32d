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

/** Decoded and scaled once, not for every frame as with `-loop 1`, which is ten times slower. */
const HELD = `loop=loop=${SECONDS * FPS - 1}:size=1,setpts=N/${FPS}/TB`;

const oracleArgs = (pictures: readonly string[], sounds: readonly string[], output: string): readonly string[] => {
  const numbers = pictures.map((_, index) => index);
  const shown = numbers.map((index) => `[${index}:v]${FITTED},${HELD}[p${index}]`);
  const pictureNames = numbers.map((index) => `[p${index}]`).join('');
  const soundNames = numbers.map((index) => `[${PICTURES + index}:a]`).join('');
  const joined = [
    `${pictureNames}concat=n=${PICTURES}[v]`,
    `${soundNames}concat=n=${PICTURES}:v=0:a=1,aformat=channel_layouts=stereo[a]`,
  ];
  return [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'],
    ...pictures.flatMap((path) => ['-framerate', String(FPS), '-i', `file:${path}`]),
    ...sounds.flatMap((path) => ['-i', `file:${path}`]),
    ...['-filter_complex', [...shown, ...joined].join(';'), '-map', '[v]', '-map', '[a]'],
    ...['-c:v', 'libx264', '-crf', '21', '-preset', 'veryfast', '-r', String(FPS)],
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
    ...['-c:a', 'aac', '-b:a', '192k', '-movflags', '+faststart', `file:${output}`],
  ];
};

/** The door's own preset and quality: somebody waits for its answer. */
export const slideshow: BenchCase = {
  name: 'D',
  title: 'slideshow: ten pictures and ten sounds, by POST /assemble-video',
  measure: async ({ options }) => {
    const { pictures, sounds } = await slideshowMedia(options.media.home, PICTURES);
    const scenes = pictures.map((_, index) => ({ index, imageDuration: SECONDS }));
    const metadata = { scenes, resolution: { width: 1920, height: 1080 }, frameRate: FPS };
    const pairs = await pairsOf(options, {
      ...{ name: 'slideshow', sources: [], outputs: ['film'] },
      oracle: ([output = '']) => oracleArgs(pictures, sounds, output),
      order: { door: 'assemble-video', scenes: { metadata, images: pictures, audio: sounds } },
    });
    return pairRows(pairs, { case: 'D', wall: NO_GOAL, frames: PICTURES * SECONDS * FPS });
  },
};
