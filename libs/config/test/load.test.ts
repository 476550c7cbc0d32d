import { ConfigError, loadConfig } from '../src/index.js';

const MACHINE = { cores: 5 };
const REQUIRED = { DATABASE_URL: 'postgres://u:pw@db/cutroom', REDIS_URL: 'redis://cache:6379' };
const load = (env: NodeJS.ProcessEnv = {}) => loadConfig({ ...REQUIRED, ...env }, MACHINE);

/** The problems as listed; empty where the settings are accepted. */
function problems(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig(env, MACHINE);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).toBe(error.problems.join('\n'));
    return error.problems;
  }
}

describe('loadConfig', () => {
  it('needs only the database and Redis', () => {
    const config = load();
    expect(config).toMatchObject({
      service: { environment: 'development' },
      http: {
        host: '0.0.0.0',
        port: 8000,
        publicUrl: 'http://localhost:8000',
        corsOrigins: ['*'],
        internalApiToken: null,
      },
      database: { url: REQUIRED.DATABASE_URL, poolSize: 10 },
      redis: { url: REQUIRED.REDIS_URL },
      storage: { driver: 'fs', dataDir: '.cutroom', bucket: 'cutroom', endpoint: null, publicEndpoint: null },
      sources: { allowedBuckets: ['cutroom'], allowedHosts: [], fetchTimeoutSeconds: 120 },
      render: {
        maxConcurrentJobs: 2,
        tmpDir: '.cutroom/tmp',
        keepTempFiles: false,
        jobTimeoutSeconds: 300,
        defaultCrf: 21,
      },
      limits: { maxSourceBytes: 2 * 1024 ** 3, maxBodyBytes: 1024 ** 2, maxCompositionSeconds: 180 },
      queue: { leaseSeconds: 15, maxAttempts: 3, workerPort: 0 },
      features: { devApi: false },
      observability: { logLevel: 'info' },
    });
  });

  it('is frozen, lists included', () => {
    const config = load();
    for (const value of [config, ...Object.values(config), config.sources.allowedBuckets, config.http.corsOrigins]) {
      expect(Object.isFrozen(value)).toBe(true);
    }
  });

  it('derives defaults from other settings', () => {
    const config = load({
      PORT: '9100',
      S3_ENDPOINT: 'http://minio:9000/',
      DATA_DIR: '/data',
      AWS_S3_BUCKET: 'films',
      ALLOWED_BUCKETS: 'stock, films,archive',
    });
    expect(config.http.publicUrl).toBe('http://localhost:9100');
    expect(config.storage).toMatchObject({
      driver: 's3',
      endpoint: 'http://minio:9000',
      publicEndpoint: 'http://minio:9000',
    });
    expect(config.render.tmpDir).toBe('/data/tmp');
    expect(config.sources.allowedBuckets).toEqual(['films', 'stock', 'archive']);
    expect(load({ AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }).storage.driver).toBe('s3');
    expect(loadConfig(REQUIRED, { cores: 1 }).render.maxConcurrentJobs).toBe(1);
  });

  it('takes an empty variable as not set, and leaves foreign ones alone', () => {
    expect(load({ PORT: ' ', INTERNAL_API_TOKEN: '', HOME: '/root', PORTS: 'x' })).toEqual(load());
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80a'],
    ['JOB_TIMEOUT', '0'],
    ['JOB_TIMEOUT', '-5'],
    ['JOB_TIMEOUT', '1e3'],
    ['LEASE_SECONDS', 'NaN'],
    ['MAX_BODY_BYTES', '0'],
    ['MAX_BODY_BYTES', '1MB'],
    ['DEFAULT_CRF', '52'],
    ['SEGMENT_SECONDS', '3.9'],
    ['SEGMENT_SECONDS', '7'],
    ['ENABLE_DEV_API', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['STORAGE_DRIVER', 'ftp'],
    ['DATABASE_URL', 'mysql://db/x'],
    ['DATABASE_URL', 'db.example.com'],
    ['REDIS_URL', 'redis:cache'],
    ['S3_ENDPOINT', 'minio:9000'],
    ['AWS_S3_BUCKET', 'No_Bucket'],
    ['ALLOWED_SOURCE_HOSTS', 'https://example.com'],
    ['CORS_ORIGINS', 'example.com'],
    ['SIGNING_SECRET', 'short'],
    ['CALLBACK_SECRET', 'whsec_c2hvcnQ='],
    ['CALLBACK_SECRET', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    ['CALLBACK_HOSTS', 'https://example.com'],
  ])('refuses %s=%s by name', (name, value) => {
    const found = problems({ ...REQUIRED, [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${name} must be `));
  });

  it.each([
    ['PORT', '0', 'http', 'port', 0],
    ['WORKER_PORT', '65535', 'queue', 'workerPort', 65_535],
    ['LEASE_SECONDS', '0.5', 'queue', 'leaseSeconds', 0.5],
    ['MAX_ASSET_BYTES', '3 MiB', 'limits', 'maxAssetBytes', 3 * 1024 ** 2],
    ['MAX_OUTPUT_BYTES', '6GiB', 'limits', 'maxOutputBytes', 6 * 1024 ** 3],
    ['ENABLE_4K_OUTPUT', 'TRUE', 'features', 'output4k', true],
    [
      'CALLBACK_SECRET',
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'callbacks',
      'secrets',
      ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    ],
    ['ALLOWED_SOURCE_HOSTS', 'a.org,*.b.org', 'sources', 'allowedHosts', ['a.org', '*.b.org']],
  ] as const)('accepts %s=%s', (name, value, group, key, expected) => {
    expect(Object.entries(load({ [name]: value })[group]).find(([entry]) => entry === key)?.[1]).toEqual(expected);
  });

  it('lists every problem at once, and never shows a secret', () => {
    const found = problems({
      REDIS_URL: 'http://:hunter2@cache',
      PORT: 'x',
      SIGNING_SECRET: 'hunter2',
      AWS_ACCESS_KEY_ID: 'hunter2',
    });
    expect(found.map((problem) => problem.split(' ')[0]).sort()).toEqual(
      ['AWS_ACCESS_KEY_ID', 'DATABASE_URL', 'PORT', 'REDIS_URL', 'SIGNING_SECRET'].sort(),
    );
    expect(found.join('\n')).not.toContain('hunter2');
    expect(found).toContain('PORT must be a port from 0 to 65535, not "x"');
  });

  it('insists on secrets in production', () => {
    const production = { ...REQUIRED, ENVIRONMENT: 'production' };
    expect(problems(production)).toEqual([
      'INTERNAL_API_TOKEN is required when ENVIRONMENT is production',
      'SIGNING_SECRET is required when ENVIRONMENT is production and STORAGE_DRIVER is fs',
    ]);
    const token = { INTERNAL_API_TOKEN: 'a-long-enough-token' };
    expect(problems({ ...production, ...token, S3_ENDPOINT: 'http://minio:9000' })).toEqual([]);
    expect(problems({ ...production, ...token, SIGNING_SECRET: 'a-long-enough-secret' })).toEqual([]);
  });

  it('checks settings against each other', () => {
    expect(problems({ ...REQUIRED, LEASE_SECONDS: '20', JOB_TIMEOUT: '10' })).toEqual([
      'LEASE_SECONDS must not be longer than JOB_TIMEOUT',
    ]);
  });
});
