import type { Examples } from '../http/examples.js';
import type { PresignDto } from './dto.js';

export const PRESIGN_EXAMPLES = {
  film: {
    summary: 'A film of five megabytes',
    value: { filename: 'clip1.mp4', content_type: 'video/mp4', size: 5_242_880 },
  },
} as const satisfies Examples<PresignDto>;
