import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, resolveCallbackSecrets, resolveSigningSecret, signsCallbacks } from '../src/index.js';

describe('resolveSigningSecret', () => {
  it('takes the configured one, or makes one that all processes share', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'cutroom-config-'));
    try {
      expect(await resolveSigningSecret({ signingSecret: 'configured', dataDir })).toBe('configured');
      const made = await Promise.all(
        Array.from({ length: 10 }, () => resolveSigningSecret({ signingSecret: null, dataDir })),
      );
      expect(new Set(made).size).toBe(1);
      expect(made[0]?.length).toBeGreaterThanOrEqual(32);
      expect(await resolveSigningSecret({ signingSecret: null, dataDir })).toBe(made[0]);
      expect(await readdir(dataDir)).toEqual(['signing-secret']);
      expect((await stat(join(dataDir, 'signing-secret'))).mode & 0o777).toBe(0o600);
    } finally {
      await rm(dataDir, { recursive: true });
    }
  });
});

describe('resolveCallbackSecrets', () => {
  const settings = (env: NodeJS.ProcessEnv) =>
    loadConfig({
      DATABASE_URL: 'postgres://db/x',
      REDIS_URL: 'redis://cache',
      SIGNING_SECRET: 'a-long-enough-secret',
      INTERNAL_API_TOKEN: 'a-long-enough-token',
      ...env,
    });
  const configured = { CALLBACK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };

  it('takes the configured ones, or makes one where every worker can read it, and nowhere else', async () => {
    const DATA_DIR = await mkdtemp(join(tmpdir(), 'cutroom-config-'));
    try {
      const own = settings({ DATA_DIR });
      const made = await Promise.all(Array.from({ length: 5 }, () => resolveCallbackSecrets(own)));
      expect(new Set(made.flat()).size).toBe(1);
      expect(made[0]?.[0]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      expect(signsCallbacks(own)).toBe(true);
      const fleets = [{ ENVIRONMENT: 'production' }, { S3_ENDPOINT: 'http://minio:9000' }];
      for (const fleet of fleets) {
        expect(await resolveCallbackSecrets(settings({ DATA_DIR, ...fleet }))).toBeNull();
        expect(signsCallbacks(settings({ DATA_DIR, ...fleet }))).toBe(false);
        const told = settings({ DATA_DIR, ...fleet, ...configured });
        expect(await resolveCallbackSecrets(told)).toEqual([configured.CALLBACK_SECRET]);
        expect(signsCallbacks(told)).toBe(true);
      }
    } finally {
      await rm(DATA_DIR, { recursive: true });
    }
  });
});
