import type { CompositionRequest } from '#lib/composition-request';
import type { Examples } from '../http/examples.js';

export const COMPOSITION_EXAMPLES = {
  short: {
    summary: 'Two clips with a crossfade, and a title',
    value: {
      clips: [
        { url: 's3://cutroom/clip1.mp4', trim_end: 4.5, transition_in: 'fade' },
        { url: 's3://cutroom/clip2.mp4', trim_start: 0.5, transition_in: 'crossfade', transition_duration: 1 },
      ],
      overlays: [
        {
          type: 'text',
          content: 'Summer Sale!',
          position: { x: 'center', y: 100 },
          start_time: 0.5,
          duration: 3,
          style: { size: 56, shadow: true },
        },
      ],
      output: { resolution: '720p', fps: 30 },
    },
  },
  full: {
    summary: 'A moving picture, music under a voice, a watermark, captions and two smaller sizes',
    value: {
      clips: [
        { url: 's3://cutroom/photo.jpg', duration: 5, fit: 'cover', motion: 'zoom_in' },
        {
          url: 's3://cutroom/clip1.mp4',
          trim_start: 2,
          trim_end: 10,
          volume: 0.4,
          transition_in: 'crossfade',
          transition_duration: 1,
        },
      ],
      audio: {
        music_url: 's3://cutroom/music.mp3',
        music_volume: 0.6,
        fade_out: 2,
        voiceover_url: 's3://cutroom/vo.mp3',
        voiceover_start: 1,
        ducking: { amount_db: 12, attack: 0.3, release: 0.8 },
        loudness: -14,
      },
      overlays: [
        {
          type: 'watermark',
          url: 's3://cutroom/logo.png',
          width: 160,
          position: { x: 'W-w-40', y: 40 },
          opacity: 0.7,
        },
        { type: 'captions', url: 's3://cutroom/captions.srt', style: { color: 'white', background: 'black@0.6' } },
      ],
      output: { resolution: '1080p', renditions: ['720p', { resolution: '480p', crf: 28 }] },
      user_id: 'anna',
      callback_url: 'https://example.com/hooks/cutroom',
      metadata: { campaign: 'summer' },
    },
  },
} as const satisfies Examples<CompositionRequest>;
