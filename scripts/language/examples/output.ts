import { pick } from '../../../infra/local/demo/json.js';
import { ask, type Chapter, DAY, frame, heard, moments, NIGHT, PHOTO, told } from '../example.js';

const SHAPES = ['16:9', '9:16', '1:1', '4:5'] as const;
const SOURCE_SIZE = { width: 640, height: 360 };
const whole = { clips: [{ url: DAY }] };
const cuts = {
  clips: [
    { url: DAY, trim_end: 2 },
    { url: NIGHT, trim_start: 1, trim_end: 3 },
  ],
};
const SIZES = {
  resolution: '480p' as const,
  renditions: [
    { width: 240, height: 136 },
    { resolution: { width: 120, height: 68 }, crf: 40 },
  ],
};
const RENDITIONS = [
  '',
  '[].width',
  '[].height',
  '[].resolution',
  '[].resolution.width',
  '[].resolution.height',
  '[].crf',
].map((field) => `output.renditions${field}`);

const bytes = (count: unknown): string => `${Math.round(Number(count) / 1000)} kB`;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const sizeOf = (probe: unknown): string =>
  `${pick(probe, 'video', 'width')} × ${pick(probe, 'video', 'height')}, ${bytes(pick(probe, 'size_bytes'))}`;

const photo = { clips: [{ url: PHOTO, duration: 1 }] };

export const output: Chapter = {
  title: 'Output',
  fields: /^output/,
  says: 'What the result is like. What changes its size, or how long it takes, and not what is seen, is shown in numbers.',
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
      name: 'output-codec',
      fields: ['output.codec'],
      says: 'How the picture is encoded. The same five seconds.',
      tiles: (['h264', 'h265', 'vp9', 'av1'] as const).map((codec) =>
        told(`codec ${codec}`, { ...whole, output: { codec, crf: 30 } }, (made) => [
          `${pick(made, 'settings', 'encoder')}`,
          bytes(pick(made, 'probe', 'size_bytes')),
        ]),
      ),
    },
    {
      name: 'output-preset',
      fields: ['output.preset'],
      says: 'How much effort an encoder makes: more of it takes longer, and gives smaller files, or better ones of the same size.',
      tiles: (['ultrafast', 'veryfast', 'medium', 'veryslow'] as const).map((preset) =>
        told(`preset ${preset}`, { ...whole, output: { preset, fps: 50 } }, (made) => [
          bytes(pick(made, 'probe', 'size_bytes')),
          `${Number(pick(made, 'cpu_seconds')).toFixed(1)} s of a processor`,
        ]),
      ),
    },
    {
      name: 'output-reencode',
      fields: ['output.reencode'],
      says: 'Cuts of sources that are already in the size and rate of the output need not be encoded, but for the edges of clips.',
      tiles: (['always', 'auto'] as const).map((reencode) =>
        told(`reencode ${reencode}`, { ...cuts, output: { resolution: SOURCE_SIZE, fps: 25, reencode } }, (made) => [
          `${pick(made, 'copied_frames') ?? 0} of 100 frames copied`,
          `${Number(pick(made, 'cpu_seconds')).toFixed(1)} s of a processor`,
        ]),
      ),
    },
    {
      name: 'output-renditions',
      fields: RENDITIONS,
      says: 'Further sizes of the result from the same decode, each a file of its own; here one of 240 × 136, and one of 120 × 68 with a `crf` of 40.',
      tiles: [
        told('480p and two renditions', { output: SIZES }, (made) => [
          sizeOf(pick(made, 'probe')),
          ...list(pick(made, 'renditions')).map((one) => sizeOf(pick(one, 'probe'))),
        ]),
      ],
    },
    {
      name: 'output-audio-bitrate',
      fields: ['output.audio_bitrate'],
      says: 'Of the sound: what there is of four seconds of hiss, low frequencies below, high ones above.',
      tiles: ['32k', '96k', '320k'].map((audio_bitrate) => ({
        label: `audio_bitrate ${audio_bitrate}`,
        ask: ask({
          clips: [{ url: PHOTO, duration: 4 }],
          audio: { music_url: 'media:hiss.wav' },
          output: { audio_bitrate },
        }),
        see: { kind: 'spectrum' as const },
      })),
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
