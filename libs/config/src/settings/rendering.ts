import { boolean, bytes, integer, oneOf, port, seconds, secondsWithin, text } from '../parsers.js';
import { derived, withDefault } from '../setting.js';

/** How renders run, and what they may take. */
export const rendering = {
  ffmpeg: {
    bin: withDefault('FFMPEG_BIN', text('a program'), 'ffmpeg', 'The ffmpeg to run.'),
    probeBin: withDefault('FFPROBE_BIN', text('a program'), 'ffprobe', 'The ffprobe to run.'),
    threads: withDefault(
      'FFMPEG_THREADS',
      integer(0, 64),
      '0',
      'Threads of every encoder; 0 chooses by the cores there are: one each, more for the last segments of a render.',
    ),
    memoryMb: withDefault(
      'FFMPEG_MEMORY_MB',
      integer(256, 1_048_576, 'MiB'),
      '4096',
      'Memory one ffmpeg may use, in MiB.',
    ),
    niceness: withDefault(
      'FFMPEG_NICE',
      integer(0, 19),
      '15',
      'How far encoders stand back for the API and the database where they share a machine; 0: not at all.',
    ),
    sandbox: withDefault(
      'SANDBOX',
      oneOf('auto', 'bwrap', 'unshare', 'none'),
      'auto',
      'How ffmpeg is kept off the network.',
    ),
    validateOutput: withDefault(
      'RUN_FFPROBE_VALIDATION',
      boolean(),
      'true',
      'Probe every result before it is published.',
    ),
  },
  render: {
    defaultCrf: withDefault(
      'DEFAULT_CRF',
      integer(0, 51),
      '21',
      'Quality where a request names none (lower is better).',
    ),
    maxConcurrentJobs: derived(
      'MAX_CONCURRENT_JOBS',
      integer(1, 256),
      [(_raw, machine) => String(Math.max(1, Math.floor(machine.cores / 2))), 'one for every two cores'],
      'Renders one worker runs side by side.',
    ),
    tmpDir: derived(
      'TMP_DIR',
      text('a directory'),
      [(raw) => `${raw['DATA_DIR'] ?? '.cutroom'}/tmp`, '`DATA_DIR/tmp`'],
      'Working directories of renders.',
    ),
    fontsDir: derived(
      'FONTS_DIR',
      text('a directory'),
      [(raw) => `${raw['DATA_DIR'] ?? '.cutroom'}/fonts`, '`DATA_DIR/fonts`'],
      'Fonts a worker may use beside those of its system.',
    ),
    cacheBytes: withDefault(
      'CACHE_BYTES',
      bytes(),
      '10GiB',
      'Size of a worker’s own cache of sources and segments, in DATA_DIR.',
    ),
    segmentSeconds: withDefault(
      'SEGMENT_SECONDS',
      secondsWithin(4, 6),
      '5',
      'Seconds between the places where a long clip is cut into segments. With another value, kept segments are not used again.',
    ),
    keepTempFiles: withDefault(
      'KEEP_TEMP_FILES',
      boolean(),
      'false',
      'Leave working directories behind, to look into a failure.',
    ),
    jobTimeoutSeconds: withDefault(
      'JOB_TIMEOUT',
      seconds(),
      '300',
      'Seconds one attempt at a render may take; more in proportion where a door makes films longer than MAX_COMPOSITION_SECONDS.',
    ),
  },
  queue: {
    maxQueued: withDefault(
      'MAX_QUEUED',
      integer(1, 10_000_000),
      '10000',
      'Compositions that may wait; beyond it a POST answers 503.',
    ),
    queueTimeoutSeconds: withDefault(
      'QUEUE_TIMEOUT',
      seconds(),
      '86400',
      'Seconds a composition may wait for a worker.',
    ),
    resultTtlSeconds: withDefault('RESULT_TTL', seconds(), '86400', 'Seconds a result is kept.'),
    distributeSeconds: withDefault(
      'DISTRIBUTE_SECONDS',
      seconds(),
      '60',
      'Seconds of picture still to be encoded from which on a render is made by all workers that are free; with two workers or more, and four segments, a sixth of it is enough.',
    ),
    segmentTtlSeconds: withDefault(
      'SEGMENT_TTL',
      integer(0, 31_536_000, 'seconds'),
      '604800',
      'Seconds an encoded segment is kept after its last use, for the next render that needs the same; 0 keeps none.',
    ),
    maxAttempts: withDefault(
      'MAX_ATTEMPTS',
      integer(1, 100),
      '3',
      'Transient faults (a lost worker is one) after which a render fails.',
    ),
    leaseSeconds: withDefault(
      'LEASE_SECONDS',
      seconds(),
      '15',
      'Seconds without a sign of life after which a worker has lost its render.',
    ),
    reconcileSeconds: withDefault(
      'RECONCILE_SECONDS',
      seconds(),
      '15',
      'Seconds between two looks for stranded renders.',
    ),
    drainSeconds: withDefault(
      'DRAIN_SECONDS',
      seconds(),
      '30',
      'Seconds a stopping worker gives its renders before it hands them back.',
    ),
    workerPort: withDefault(
      'WORKER_PORT',
      port(),
      '0',
      'Port of a worker’s /health and /metrics; 0 switches them off.',
    ),
  },
  limits: {
    maxCompositionSeconds: withDefault('MAX_COMPOSITION_SECONDS', seconds(), '180', 'Longest video, in seconds.'),
    maxSourceBytes: withDefault('MAX_SOURCE_BYTES', bytes(), '2GiB', 'Largest source.'),
    maxSourcePixels: withDefault(
      'MAX_SOURCE_PIXELS',
      integer(1, 1_000_000_000, 'pixels'),
      '40000000',
      'Largest source picture, in pixels.',
    ),
    maxOutputBytes: withDefault(
      'MAX_OUTPUT_BYTES',
      bytes(),
      '4GiB',
      'Largest result; a render that would grow beyond it fails.',
    ),
    maxBodyBytes: withDefault('MAX_BODY_BYTES', bytes(), '1MiB', 'Largest JSON body.'),
    maxAssetBytes: withDefault('MAX_ASSET_BYTES', bytes(), '2GiB', 'Largest upload.'),
    rateLimitPerMinute: withDefault(
      'RATE_LIMIT_PER_MINUTE',
      integer(0, 10_000_000),
      '12000',
      'Requests a minute of one client address; 0 = no limit.',
    ),
  },
} as const;
