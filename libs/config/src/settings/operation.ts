import { boolean, oneOf } from '../parsers.js';
import { withDefault } from '../setting.js';

/** What is switched on, and what is told. */
export const operation = {
  features: {
    devApi: withDefault('ENABLE_DEV_API', boolean(), 'false', 'The /dev endpoints.'),
    beatDetection: withDefault('ENABLE_BEAT_DETECTION', boolean(), 'false', 'Beat detection.'),
    gpuEncoding: withDefault('ENABLE_GPU_ENCODING', boolean(), 'false', 'Encoding on a GPU.'),
    output4k: withDefault('ENABLE_4K_OUTPUT', boolean(), 'false', 'Results in 4K.'),
  },
  observability: {
    logLevel: withDefault(
      'LOG_LEVEL',
      oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
      'info',
      'Least severity that is logged.',
    ),
  },
} as const;
