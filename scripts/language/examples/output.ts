import { ask, type Chapter, DAY, frame, heard, moments, PHOTO } from '../example.js';

const SHAPES = ['16:9', '9:16', '1:1', '4:5'] as const;
const photo = { clips: [{ url: PHOTO, duration: 1 }] };

export const output: Chapter = {
  title: 'Output',
  fields: /^output/,
  says: 'What the result is like. `preset`, `codec` and `audio_bitrate` change its size and how long it takes, not what is seen.',
  examples: [
    {
      name: 'output-shape',
      fields: [
        'output',
        'output.aspect_ratio',
        'output.resolution',
        'output.resolution.width',
        'output.resolution.height',
      ],
      says: '`resolution` is the length of the shorter side, or both sides in pixels; then `aspect_ratio` has nothing to say.',
      columns: 5,
      tiles: [
        ...SHAPES.map((aspect_ratio) =>
          frame(aspect_ratio, {
            clips: [{ url: DAY, fit: 'cover', trim_end: 2 }],
            output: { resolution: '480p', aspect_ratio },
          }),
        ),
        frame('400 × 100', {
          clips: [{ url: DAY, fit: 'cover', trim_end: 2 }],
          output: { resolution: { width: 400, height: 100 } },
        }),
      ],
    },
    {
      name: 'output-fps',
      fields: ['output.fps'],
      says: 'Pictures a second. With two of them, a picture stands for half a second, and is what the source shows in the middle of it.',
      tiles: [2, 25].map((fps) => frame(`fps ${fps}`, { output: { fps } }, 1)),
    },
    {
      name: 'output-crf',
      fields: ['output.crf'],
      says: 'Quality: lower is better, and larger.',
      tiles: [21, 35, 51].map((crf) => frame(`crf ${crf}`, { ...photo, output: { crf } }, 0.5)),
    },
    {
      name: 'output-format',
      fields: ['output.format'],
      says: 'What it is written as: a GIF has a palette of 256 colours, an MP3 is sound alone.',
      tiles: [
        frame('mp4', {}),
        frame('webm', { output: { format: 'webm' } }),
        frame('gif', { output: { format: 'gif' } }),
        heard('mp3', { output: { format: 'mp3' } }),
      ],
    },
    {
      name: 'output-thumbnail',
      fields: ['output.thumbnail_time'],
      says: 'The picture of `thumbnail_url`.',
      tiles: [0.5, 2.5].map((thumbnail_time) => ({
        label: `thumbnail_time ${thumbnail_time}`,
        ask: ask({ output: { thumbnail_time } }),
        see: { kind: 'thumbnail' as const },
      })),
    },
    {
      name: 'output-background',
      fields: ['background'],
      says: '`background` is what gaps, fades and the borders of `contain` show.',
      tiles: [
        ...['black', 'teal', '#FFF3D6'].map((background) =>
          frame(background, { clips: [{ url: 'media:tall.mp4', trim_end: 2 }], background }),
        ),
        ...moments(
          { clips: [{ url: DAY, trim_end: 2, transition_in: 'fade', transition_duration: 1 }], background: 'teal' },
          [0.3],
        ),
      ],
    },
  ],
};
