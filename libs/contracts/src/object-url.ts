import { CutroomError } from './errors.js';

/** Names an object: `s3://bucket/key` in whichever store is configured. */
export interface ObjectRef {
  readonly bucket: string;
  readonly key: string;
}

/** Bytes of UTF-8, the limit of S3 itself. */
export const MAX_KEY_BYTES = 1024;

// Source: S3 user guide, "Bucket naming rules" (underscores and capitals are refused by every current server).
const BUCKET = /^[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]$/;
// Control characters, and half surrogate pairs, which have no UTF-8 form and would name another object on the wire.
const UNUSABLE = /[\p{Cc}\p{Cs}]/u;

/** Says what is wrong with a bucket name, or null. */
export function bucketProblem(bucket: string): string | null {
  if (!BUCKET.test(bucket) || bucket.includes('..')) {
    return 'A bucket name has 3 to 63 lower-case letters, digits, dots and hyphens.';
  }
  return null;
}

/**
 * Says what is wrong with a key, or null. Stricter than S3: `.` and `..` segments and empty ones are refused,
 * since clients and proxies normalise them and so would ask for another object.
 */
export function keyProblem(key: string): string | null {
  if (key === '') return 'The object key is empty.';
  if (UNUSABLE.test(key)) return 'The object key holds a control character or broken Unicode.';
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) return `The object key is longer than ${MAX_KEY_BYTES} bytes.`;
  const segments = key.split('/');
  if (segments.includes('')) return 'The object key has an empty segment (a slash at an end, or two in a row).';
  if (segments.some((segment) => segment === '.' || segment === '..')) {
    return 'The object key has a "." or ".." segment.';
  }
  return null;
}

/** Says what is wrong with an `s3://bucket/key` URL, or null. */
export function objectUrlProblem(url: string): string | null {
  const ref = split(url);
  if (ref === null) return 'An object URL looks like s3://bucket/key.';
  return bucketProblem(ref.bucket) ?? keyProblem(ref.key);
}

/**
 * Reads `s3://bucket/key`. The key is taken literally, as the AWS tools do: `%20` is three characters.
 * @throws CutroomError VALIDATION_FAILED
 */
export function parseObjectUrl(url: string): ObjectRef {
  const ref = split(url);
  const problem = objectUrlProblem(url);
  if (ref === null || problem !== null) throw new CutroomError('VALIDATION_FAILED', problem ?? 'Not an object URL.');
  return ref;
}

/** @throws CutroomError VALIDATION_FAILED where the names could not be read back. */
export function formatObjectUrl(ref: ObjectRef): string {
  const problem = bucketProblem(ref.bucket) ?? keyProblem(ref.key);
  if (problem !== null) throw new CutroomError('VALIDATION_FAILED', problem);
  return `s3://${ref.bucket}/${ref.key}`;
}

function split(url: string): ObjectRef | null {
  const match = /^s3:\/\/([^/]*)\/(.*)$/s.exec(url);
  if (match === null) return null;
  return { bucket: match[1] ?? '', key: match[2] ?? '' };
}
