import { bytes, list, seconds, text } from '../parsers.js';
import { derived, withDefault } from '../setting.js';

const trustedOrigins = list(
  'origins separated by commas, https://*.example.com for every name below one',
  /^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d+)?$/,
);

/** Of the doors besides /api/v1/compositions. */
export const doors = {
  assembleVideo: {
    origins: withDefault(
      'ASSEMBLE_VIDEO_ORIGINS',
      trustedOrigins,
      'http://localhost:5173,https://*.github.io',
      'Origins whose pages may call /assemble-video, with credentials.',
    ),
    timeoutSeconds: withDefault(
      'ASSEMBLE_VIDEO_TIMEOUT',
      seconds(),
      '300',
      'Seconds after which a request to /assemble-video is given up.',
    ),
    maxBytes: withDefault('ASSEMBLE_VIDEO_MAX_BYTES', bytes(), '1GiB', 'Largest body of /assemble-video.'),
  },
  videos: {
    assetsDir: derived(
      'ASSETS_DIR',
      text('a directory'),
      [(raw) => `${raw['DATA_DIR'] ?? '.cutroom'}/assets`, '`DATA_DIR/assets`'],
      'Pictures and films that overlays of /overlays may name. API and workers must see the same.',
    ),
  },
  projects: {
    dir: derived(
      'PROJECTS_DIR',
      text('a directory'),
      [(raw) => `${raw['DATA_DIR'] ?? '.cutroom'}/projects`, '`DATA_DIR/projects`'],
      'Projects of /api/v1/assembly, a directory each. API and workers must see the same.',
    ),
    maxSeconds: withDefault('MAX_SEQUENCE_SECONDS', seconds(), '3600', 'Longest film of /api/v1/assembly, in seconds.'),
  },
} as const;
