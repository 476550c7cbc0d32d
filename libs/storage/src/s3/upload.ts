import type { Readable } from 'node:stream';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ObjectRef } from '#lib/contracts';
import { cancelled } from '../faults.js';
import type { ObjectStat, PutOptions } from '../object-store.js';
import { readChunks } from '../read-chunks.js';
import { etagOf } from './describe.js';
import { type MultipartTarget, type UploadedObject, uploadParts } from './multipart.js';
import { cutParts, type Part } from './parts.js';
import { s3Fault } from './s3-faults.js';

/** 10 000 parts are the most S3 takes: 78 GiB. A part is held in memory, so that it can be sent again. */
export const PART_BYTES = 8 * 1024 * 1024;

export function uploadBuffer(client: S3Client, ref: ObjectRef, body: Buffer, options: PutOptions): Promise<ObjectStat> {
  return stored(options, () => putAtOnce(client, ref, body, options));
}

/** The object appears when its last byte is in, or not at all. */
export function uploadStream(
  client: S3Client,
  ref: ObjectRef,
  body: Readable,
  options: PutOptions,
): Promise<ObjectStat> {
  const { signal } = options;
  const stop = () => void body.destroy();
  return stored(options, async () => {
    const parts = cutParts(readChunks(body, signal), PART_BYTES);
    const first = await parts.next();
    if (first.done === true) return putAtOnce(client, ref, Buffer.alloc(0), options);
    if (first.value.last) return putAtOnce(client, ref, first.value.data, options);
    return uploadParts(client, target(ref, options), startingWith(first.value, parts), signal, stop);
  }).finally(stop);
}

async function putAtOnce(client: S3Client, ref: ObjectRef, body: Buffer, options: PutOptions): Promise<UploadedObject> {
  const command = new PutObjectCommand({ ...target(ref, options), Body: body, ContentLength: body.length });
  const answer = await client.send(command, options.signal === undefined ? {} : { abortSignal: options.signal });
  return { sizeBytes: body.length, etag: answer.ETag };
}

async function stored(options: PutOptions, upload: () => Promise<UploadedObject>): Promise<ObjectStat> {
  const { signal, contentType = null } = options;
  try {
    if (signal?.aborted === true) throw cancelled(signal);
    const { sizeBytes, etag } = await upload();
    return { sizeBytes, etag: etagOf(etag), contentType, modifiedAt: new Date() };
  } catch (error) {
    throw signal?.aborted === true ? cancelled(signal) : s3Fault(error);
  }
}

async function* startingWith(first: Part, rest: AsyncGenerator<Part, void>): AsyncGenerator<Part, void> {
  yield first;
  yield* rest;
}

function target(ref: ObjectRef, options: PutOptions): MultipartTarget {
  const type = options.contentType === undefined ? {} : { ContentType: options.contentType };
  return { Bucket: ref.bucket, Key: ref.key, ...type };
}
