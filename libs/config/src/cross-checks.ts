import type { Config } from './config.js';
import type { RawSettings } from './setting.js';

/** Rules over more than one setting. A value that did not parse is undefined here: rules about it stay silent. */
export function crossChecks(config: Config, raw: RawSettings): readonly string[] {
  return [...productionSecrets(config, raw), ...keyPair(config), ...timings(config)];
}

function productionSecrets({ service, storage }: Config, raw: RawSettings): readonly string[] {
  if (service.environment !== 'production') return [];
  const problems: string[] = [];
  if (raw['INTERNAL_API_TOKEN'] === undefined)
    problems.push('INTERNAL_API_TOKEN is required when ENVIRONMENT is production');
  if (storage.driver === 'fs' && raw['SIGNING_SECRET'] === undefined) {
    problems.push('SIGNING_SECRET is required when ENVIRONMENT is production and STORAGE_DRIVER is fs');
  }
  return problems;
}

function keyPair({ storage }: Config): readonly string[] {
  if ((storage.accessKeyId === null) === (storage.secretAccessKey === null)) return [];
  return ['AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set together or not at all'];
}

function timings({ queue, render }: Config): readonly string[] {
  const lease =
    queue.leaseSeconds > render.jobTimeoutSeconds ? ['LEASE_SECONDS must not be longer than JOB_TIMEOUT'] : [];
  // Looking a segment up makes it young; with this it cannot grow old again while the render that did so runs.
  const kept = queue.segmentTtlSeconds;
  const segments =
    kept > 0 && kept < 2 * render.jobTimeoutSeconds ? ['SEGMENT_TTL must be 0 or at least twice JOB_TIMEOUT'] : [];
  return [...lease, ...segments];
}
