import { list, text } from '../parsers.js';

const bucket = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
export const buckets = list('bucket names separated by commas', bucket);
export const hosts = list(
  'host names separated by commas, *.example.com for every name below one',
  /^(\*\.)?[a-z0-9.-]+$/i,
);
export const origins = list('* or origins separated by commas', /^(\*|https?:\/\/[^/,\s]+)$/);
export const bucketName = { ...text('a bucket name'), parse: (raw: string) => (bucket.test(raw) ? raw : undefined) };
export const secret = { secret: true } as const;
export const longSecret = {
  ...text('a text of at least 16 characters'),
  parse: (raw: string) => (raw.length >= 16 ? raw : undefined),
};
export const usesS3 = (raw: { readonly [name: string]: string | undefined }): boolean =>
  raw['S3_ENDPOINT'] !== undefined || raw['AWS_ACCESS_KEY_ID'] !== undefined;
