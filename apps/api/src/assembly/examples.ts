import type { Examples } from '../http/examples.js';
import type { ProcessDto } from './dto.js';

export const PROCESS_EXAMPLES = {
  shots: {
    summary: 'A whole shot and a part of another',
    value: { project: 'summer', shots: ['shots/001.mp4', { file: 'shots/002.mov', in: 1.5, out: 4 }] },
  },
  draft: {
    summary: 'Small and quick',
    value: {
      project: 'summer',
      shots: ['shots/001.mp4', 'shots/002.mov'],
      config: { resolution: '640x360', bitrate: '1M', fps: 25, quality_preset: 'draft' },
    },
  },
} as const satisfies Examples<ProcessDto>;
