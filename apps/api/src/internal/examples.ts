import type { Examples } from '../http/examples.js';
import type { BeatDetectionDto } from './beat-detection/dto.js';
import type { EndpointDto } from './dto.js';
import type { ProcessClipsDto } from './process-clips/dto.js';

export const PROCESS_CLIPS_EXAMPLES = {
  clips: {
    summary: 'Two clips for another service, which is told when they are done',
    value: {
      processing_id: 'order-1043-clips',
      clips: ['s3://cutroom/a.mp4', 's3://cutroom/b.mov'],
      operations: ['normalize', 'color_correct', 'thumbnail'],
      callback_url: 'https://example.com/hooks/cutroom',
      source_service: 'orders',
    },
  },
} as const satisfies Examples<ProcessClipsDto>;

export const BEAT_DETECTION_EXAMPLES = {
  music: { summary: 'A piece of music', value: { audio_url: 's3://cutroom/music.mp3' } },
} as const satisfies Examples<BeatDetectionDto>;

export const ENDPOINT_EXAMPLES = {
  endpoint: { summary: 'A callback_url that answered 410', value: { url: 'https://example.com/hooks/cutroom' } },
} as const satisfies Examples<EndpointDto>;
