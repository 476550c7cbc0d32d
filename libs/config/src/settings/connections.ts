import { integer, oneOf, port, seconds, text, url } from '../parsers.js';
import { derived, derivedOptional, optional, required, withDefault } from '../setting.js';
import { bucketName, buckets, hosts, longSecret, origins, secret, usesS3 } from './values.js';

/** How the service is reached, and what it stands on. */
export const connections = {
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
    trustedProxies: withDefault(
      'TRUST_PROXY',
      integer(0, 16),
      '0',
      'Proxies in front of the API: so many of the last addresses in X-Forwarded-For are believed. 0 believes none.',
    ),
    uploadTimeoutSeconds: withDefault('UPLOAD_TIMEOUT', seconds(), '3600', 'Seconds a request may take to arrive.'),
    corsOrigins: withDefault('CORS_ORIGINS', origins, '*', 'Origins whose pages may call the API.'),
    internalApiToken: optional(
      'INTERNAL_API_TOKEN',
      longSecret,
      'Bearer token of /internal/v1. Required in production.',
      secret,
    ),
  },
  database: {
    url: required(
      'DATABASE_URL',
      url('postgres', 'postgresql'),
      'PostgreSQL, where all state lives; with `?sslmode=verify-full` over TLS.',
      secret,
    ),
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
    bucket: withDefault(
      'AWS_S3_BUCKET',
      bucketName,
      'cutroom',
      'Bucket of uploads and results, for one deployment alone: what its database does not know is removed after a day.',
    ),
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
} as const;
