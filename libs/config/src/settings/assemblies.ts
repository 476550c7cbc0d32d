import { boolean, integer, oneOf, secondsWithin, text } from '../parsers.js';
import { derived, withDefault } from '../setting.js';

const bitrate = {
  ...text('thousands of bits per second from 32k to 320k'),
  parse: (raw: string) => (/^(3[2-9]|[4-9]\d|[12]\d\d|3[01]\d|320)k$/.test(raw) ? raw : undefined),
};

/** Folders that are cut from and delivered to: /api/v1/sources and /api/v1/assemblies. */
export const assemblies = {
  assemblies: {
    sourcesDir: derived(
      'SOURCES_DIR',
      text('a directory'),
      [(raw) => `${raw['DATA_DIR'] ?? '.cutroom'}/sources`, '`DATA_DIR/sources`'],
      'Videos that assemblies are cut from. API and workers must see the same.',
    ),
    outputDir: derived(
      'OUTPUT_DIR',
      text('a directory'),
      [(raw) => `${raw['DATA_DIR'] ?? '.cutroom'}/output`, '`DATA_DIR/output`'],
      'Where assemblies are delivered, a directory for each; nothing is ever removed. API and workers must see the same.',
    ),
    audioFadeMs: withDefault(
      'AUDIO_FADE_MS',
      integer(0, 10_000, 'milliseconds'),
      '50',
      'How long the sound of an assembly comes up and goes down at each cut.',
    ),
    audioCodec: withDefault('AUDIO_CODEC', oneOf('aac'), 'aac', 'Of the sound of assemblies.'),
    audioBitrate: withDefault('AUDIO_BITRATE', bitrate, '128k', 'Of the sound of assemblies.'),
    maxSeconds: withDefault('MAX_ASSEMBLY_SECONDS', secondsWithin(1, 86_400), '3600', 'Longest assembly.'),
    reindexAtStart: withDefault('REINDEX_AT_START', boolean(), 'false', 'Index SOURCES_DIR when the API starts.'),
  },
} as const;
