import { boolean, bytes, integer, list, oneOf, port, seconds, text, url } from './parsers.js';
import { derived, derivedOptional, optional, required, withDefault } from './setting.js';

const bucket = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const buckets = list('bucket names separated by commas', bucket);
const hosts = list('host names separated by commas, *.example.com for every name below one', /^(\*\.)?[a-z0-9.-]+$/i);
const origins = list('* or origins separated by commas', /^(\*|https?:\/\/[^/,\s]+)$/);
const bucketName = { ...text('a bucket name'), parse: (raw: string) => (bucket.test(raw) ? raw : undefined) };
const secret = { secret: true } as const;
const longSecret = {
  ...text('a text of at least 16 characters'),
  parse: (raw: string) => (raw.length >= 16 ? raw : undefined),
};
const usesS3 = (raw: { readonly [name: string]: string | undefined }): boolean =>
  raw['S3_ENDPOINT'] !== undefined || raw['AWS_ACCESS_KEY_ID'] !== undefined;

/** Every setting there is, by group. `loadConfig`, docs/settings.md and .env.example are all made from this table. */
export const settings = {
  service: {
    environment: withDefault(
      'ENVIRONMENT',
      oneOf('development', 'production', 'test'),
      'development',
      'What this deployment is for. `production` insists on secrets.',
    ),
  },
  http: {
    host: withDefault('HOST', text(), '0.0.0.0', 'Address the API listens on.'),
    port: withDefault('PORT', port(), '8000', 'Port of the API; 0 takes a free one.'),
    publicUrl: derived(
      'PUBLIC_URL',
      url('http', 'https'),
      [(raw) => `http://localhost:${raw['PORT'] ?? '8000'}`, '`http://localhost:PORT`'],
      'How clients reach the API; used in the URLs it hands out.',
    ),
    corsOrigins: withDefault('CORS_ORIGINS', origins, '*', 'Origins whose pages may call the API.'),
    internalApiToken: optional(
      'INTERNAL_API_TOKEN',
      longSecret,
      'Bearer token of /internal/v1. Required in production.',
      secret,
    ),
  },
  database: {
    url: required('DATABASE_URL', url('postgres', 'postgresql'), 'PostgreSQL, where all state lives.', secret),
    poolSize: withDefault('DB_POOL_SIZE', integer(2, 500), '10', 'Connections each process may hold.'),
  },
  redis: {
    url: required(
      'REDIS_URL',
      url('redis', 'rediss'),
      'Redis, which carries jobs and live progress. Must run `noeviction`.',
      secret,
    ),
  },
  storage: {
    driver: derived(
      'STORAGE_DRIVER',
      oneOf('fs', 's3'),
      [(raw) => (usesS3(raw) ? 's3' : 'fs'), '`s3` when S3_ENDPOINT or AWS_ACCESS_KEY_ID is set, else `fs`'],
      'Where objects live: a directory, or any S3 API.',
    ),
    dataDir: withDefault('DATA_DIR', text('a directory'), '.cutroom', 'Directory of everything kept on this machine.'),
    bucket: withDefault('AWS_S3_BUCKET', bucketName, 'cutroom', 'Bucket of uploads and results.'),
    region: withDefault('AWS_REGION', text(), 'us-east-1', 'Region of the bucket.'),
    accessKeyId: optional(
      'AWS_ACCESS_KEY_ID',
      text(),
      'S3 access key; without it the SDK looks in its usual places.',
      secret,
    ),
    secretAccessKey: optional('AWS_SECRET_ACCESS_KEY', text(), 'S3 secret key.', secret),
    endpoint: optional('S3_ENDPOINT', url('http', 'https'), 'An S3 API other than Amazon’s, such as MinIO.'),
    publicEndpoint: derivedOptional(
      'S3_PUBLIC_ENDPOINT',
      url('http', 'https'),
      [(raw) => raw['S3_ENDPOINT'], 'S3_ENDPOINT'],
      'The same, as clients reach it: used in presigned URLs.',
    ),
    signingSecret: optional(
      'SIGNING_SECRET',
      longSecret,
      'Signs the URLs of the `fs` driver. Made once and kept in DATA_DIR where not set; required in production with `fs`.',
      secret,
    ),
  },
  sources: {
    allowedBuckets: derived(
      'ALLOWED_BUCKETS',
      buckets,
      [(raw) => raw['AWS_S3_BUCKET'] ?? 'cutroom', 'AWS_S3_BUCKET'],
      'Buckets that `s3://` URLs may name; AWS_S3_BUCKET always is one.',
    ),
    allowedHosts: withDefault('ALLOWED_SOURCE_HOSTS', hosts, '', 'Hosts that `https://` sources may come from.'),
    fetchTimeoutSeconds: withDefault('FETCH_TIMEOUT', seconds(), '120', 'Seconds one source may take to arrive.'),
  },
  ffmpeg: {
    bin: withDefault('FFMPEG_BIN', text('a program'), 'ffmpeg', 'The ffmpeg to run.'),
    probeBin: withDefault('FFPROBE_BIN', text('a program'), 'ffprobe', 'The ffprobe to run.'),
    threads: withDefault(
      'FFMPEG_THREADS',
      integer(0, 64),
      '0',
      'Threads of one encoder; 0 chooses by the cores there are.',
    ),
    memoryMb: withDefault(
      'FFMPEG_MEMORY_MB',
      integer(256, 1_048_576, 'MiB'),
      '4096',
      'Memory one ffmpeg may use, in MiB.',
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
    keepTempFiles: withDefault(
      'KEEP_TEMP_FILES',
      boolean(),
      'false',
      'Leave working directories behind, to look into a failure.',
    ),
    jobTimeoutSeconds: withDefault('JOB_TIMEOUT', seconds(), '300', 'Seconds one attempt at a render may take.'),
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
    maxBodyBytes: withDefault('MAX_BODY_BYTES', bytes(), '1MiB', 'Largest JSON body.'),
    maxAssetBytes: withDefault('MAX_ASSET_BYTES', bytes(), '2GiB', 'Largest upload.'),
    rateLimitPerMinute: withDefault(
      'RATE_LIMIT_PER_MINUTE',
      integer(0, 10_000_000),
      '12000',
      'Requests a minute of one client address; 0 = no limit.',
    ),
  },
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
