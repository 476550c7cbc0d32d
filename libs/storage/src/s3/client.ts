import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { S3Limits, S3StorageSettings } from '../settings.js';

const DEFAULT_LIMITS: S3Limits = { connectTimeoutMs: 5_000, idleTimeoutMs: 30_000, maxAttempts: 3 };

/** A client for `endpoint`, or for AWS itself where it is left out. */
export function createClient(settings: S3StorageSettings, endpoint: string | undefined): S3Client {
  const limits = settings.limits ?? DEFAULT_LIMITS;
  return new S3Client({
    region: settings.region,
    maxAttempts: limits.maxAttempts,
    // Servers other than AWS are rarely reached as bucket.host.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...credentials(settings),
    // Checksums in trailers are beyond many S3 servers, and presigned URLs would bind the one of an empty body.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: limits.connectTimeoutMs, socketTimeout: limits.idleTimeoutMs },
  });
}

function credentials(settings: S3StorageSettings): Pick<S3ClientConfig, 'credentials'> {
  const { accessKeyId, secretAccessKey } = settings;
  if (accessKeyId === undefined || secretAccessKey === undefined) return {};
  return { credentials: { accessKeyId, secretAccessKey } };
}
