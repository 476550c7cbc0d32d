import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ObjectRef } from '#lib/contracts';
import { attachment } from '../content-disposition.js';
import type { PresignOptions } from '../object-store.js';

export function presignGet(client: S3Client, ref: ObjectRef, options: PresignOptions): Promise<string> {
  const { contentType, downloadName } = options;
  const command = new GetObjectCommand({
    Bucket: ref.bucket,
    Key: ref.key,
    ...(downloadName === undefined ? {} : { ResponseContentDisposition: attachment(downloadName) }),
    ...(contentType === undefined ? {} : { ResponseContentType: contentType }),
  });
  return getSignedUrl(client, command, { expiresIn: options.expiresInSeconds });
}

/** Type and length become signed headers: a PUT that sends others is refused by the store. */
export function presignPut(client: S3Client, ref: ObjectRef, options: PresignOptions): Promise<string> {
  const { contentType, contentLength } = options;
  const command = new PutObjectCommand({
    Bucket: ref.bucket,
    Key: ref.key,
    ...(contentType === undefined ? {} : { ContentType: contentType }),
    ...(contentLength === undefined ? {} : { ContentLength: contentLength }),
  });
  const signableHeaders = new Set(['host', 'content-type', 'content-length']);
  return getSignedUrl(client, command, { expiresIn: options.expiresInSeconds, signableHeaders });
}
