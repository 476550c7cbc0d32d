import type { ImageOverlayRequest, TextOverlayRequest, VideoOverlayRequest } from '#lib/composition-request';
import { type Chapter, frame, moments } from '../example.js';

const LOGO = 'media:logo.png';
const EFFECTS = ['fade', 'slide_left', 'slide_right', 'slide_up', 'slide_down', 'pop'] as const;

const text = (content: string, more: Partial<TextOverlayRequest> = {}): TextOverlayRequest => ({
  type: 'text',
  content,
  ...more,
  style: { size: 44, ...more.style },
});
const title = (more: Partial<TextOverlayRequest> = {}) => ({ overlays: [text('Summer', more)] });
const image = (more: Partial<ImageOverlayRequest> = {}) => ({
  overlays: [{ type: 'image', url: LOGO, ...more } as const],
});
const film = (more: Partial<VideoOverlayRequest> = {}) => ({
  overlays: [{ type: 'video', url: 'media:badge.mov', ...more } as const],
});

export const overlays: Chapter = {
  title: 'Overlays',
  fields: /^overlays($|\[\]\.(?!style|content))/,
  says: 'Drawn over the clips, in the order of the list.',
  examples: [
    {
      name: 'overlay-types',
      fields: ['overlays', 'overlays[].type', 'overlays[].url', 'overlays[].format'],
      says: 'What there is.',
      columns: 4,
      tiles: [
        frame('text', title()),
        frame('image', image()),
        frame('watermark', { overlays: [{ type: 'watermark', url: LOGO, scale: 0.6 }] }),
        frame('video', film()),
        frame('captions', { overlays: [{ type: 'captions', url: 'media:captions.srt', style: { size: 26 } }] }),
        frame('timecode', { overlays: [{ type: 'timecode', style: { size: 32 } }] }),
        frame('…format seconds', { overlays: [{ type: 'timecode', format: 'seconds', style: { size: 32 } }] }),
      ],
    },
    {
      name: 'overlay-position',
      fields: ['overlays[].position', 'overlays[].position.x', 'overlays[].position.y'],
      says: 'Pixels, keywords, per cent, or sums of `W H w h`: the picture’s size and the overlay’s own.',
      tiles: [
        frame('x 20, y 10', image({ position: { x: 20, y: 10 } })),
        frame('right, bottom', image({ position: { x: 'right', y: 'bottom' } })),
        frame('10 %, 50 %', image({ position: { x: '10%', y: '50%' } })),
        frame('W-w-20, (H-h)/4', image({ position: { x: 'W-w-20', y: '(H-h)/4' } })),
      ],
    },
    {
      name: 'overlay-times',
      fields: ['overlays[].start_time', 'overlays[].duration', 'overlays[].end_time'],
      says: 'From `start_time` 0.5 on, for a `duration` of 1, which is to say until `end_time` 1.5.',
      tiles: moments(title({ start_time: 0.5, duration: 1 }), [0.3, 1, 1.7]),
    },
    {
      name: 'overlay-opacity',
      fields: ['overlays[].opacity'],
      says: 'How much it covers.',
      tiles: [0.25, 0.5, 1].map((opacity) => frame(`${opacity}`, image({ opacity }))),
    },
    {
      name: 'overlay-animation',
      fields: [
        'overlays[].animation',
        'overlays[].animation.in',
        'overlays[].animation.out',
        'overlays[].animation.duration',
      ],
      says: 'Half-way in, with a `duration` of 1. `out` is the same, backwards.',
      tiles: EFFECTS.map((effect) => frame(effect, title({ animation: { in: effect, duration: 1 } }), 0.3)),
    },
    {
      name: 'overlay-size',
      fields: ['overlays[].width', 'overlays[].height', 'overlays[].scale'],
      says: 'Of pictures; films have `scale` alone.',
      tiles: [
        frame('—', image()),
        frame('width 200', image({ width: 200 })),
        frame('width 200, height 60', image({ width: 200, height: 60 })),
        frame('scale 1.5', image({ scale: 1.5 })),
      ],
    },
    {
      name: 'overlay-film',
      fields: ['overlays[].trim_start', 'overlays[].trim_end', 'overlays[].loop', 'overlays[].volume'],
      says: 'A film of two seconds over one of three; what is see-through of it stays so. `volume` is that of its own sound.',
      tiles: [
        frame('at 0.5 s', film(), 0.5),
        frame('trim_start 1', film({ trim_start: 1 }), 0.5),
        frame('trim_end 0.4', film({ trim_end: 0.4 }), 0.5),
        frame('at 2.5 s', film(), 2.5),
        frame('loop true, at 2.5 s', film({ loop: true }), 2.5),
      ],
    },
  ],
};
