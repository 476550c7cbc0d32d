import type { Examples } from '../http/examples.js';
import type { OverlaysDto, TranscodeDto, TrimDto } from './dto/requests.dto.js';

const VIDEO = 'vid_01KAJ5W2Y5R8N6J4T3M1H0G9F8';
const VARIANT = 'var_01KAJ5W2Y5R8N6J4T3M1H0G9F8';

export const TRIM_EXAMPLES = {
  film: { summary: 'A part of a film', value: { video_id: VIDEO, start: 1.5, end: '00:00:04.250' } },
  variant: {
    summary: 'A part of what was made of it',
    value: { video_id: VIDEO, source_variant_id: VARIANT, start: 0, end: 2 },
  },
} as const satisfies Examples<TrimDto>;

export const OVERLAYS_EXAMPLES = {
  text: {
    summary: 'A text at the right edge',
    value: {
      video_id: VIDEO,
      overlays: [
        {
          type: 'text',
          text: 'नमस्ते दुनिया',
          font: 'NotoSansDevanagari-Regular.ttf',
          color: 'white@0.85',
          x: 'w-tw-20',
          end: 4,
        },
      ],
    },
  },
  pictures: {
    summary: 'A picture, a film and a watermark',
    value: {
      video_id: VIDEO,
      overlays: [
        { type: 'image', image_path: 'badge.png', x: 40, y: 40, start: 0.5, end: '00:00:03', opacity: 0.8 },
        { type: 'video', video_path: 'sticker.webm', x: 'W-w-20', scale: 0.5 },
      ],
      watermark: { image_path: 'logo.png' },
    },
  },
} as const satisfies Examples<OverlaysDto>;

export const TRANSCODE_EXAMPLES = {
  all: { summary: 'Every quality there is', value: { qualities: ['1080p', '720p', '480p'] } },
} as const satisfies Examples<TranscodeDto>;
