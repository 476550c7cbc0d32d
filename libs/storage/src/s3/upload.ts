import { type Readable, Transform } from 'node:stream';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { ObjectRef } from '#lib/contracts';
import { CutroomError } from '#lib/contracts';
import { cancelled, errorCode, permanentFault, transientFault } from '../faults.js';
import type { ObjectStat, PutOptions } from '../object-store.js';
import { etagOf } from './describe.js';
import { s3Fault } from './s3-faults.js';

/** 10 000 parts are the most S3 takes: 78 GiB. Four are in memory at a time, and each can be sent again. */
const PART_BYTES = 8 * 1024 * 1024;
const PARALLEL_PARTS = 4;

export async function uploadBuffer(
  client: S3Client,
  ref: ObjectRef,
  body: Buffer,
  options: PutOptions,
): Promise<ObjectStat> {
  const { signal } = options;
  try {
    if (signal?.aborted === true) throw cancelled(signal);
    const command = new PutObjectCommand({ ...target(ref, options), Body: body, ContentLength: body.length });
    const answer = await client.send(command, signal === undefined ? {} : { abortSignal: signal });
    return stored(body.length, answer.ETag, options);
  } catch (error) {
    throw signal?.aborted === true ? cancelled(signal) : s3Fault(error);
  }
}

/** The object appears when its last part is in; on any fault the parts are taken back. */
export async function uploadStream(
  client: S3Client,
  ref: ObjectRef,
  body: Readable,
  options: PutOptions,
): Promise<ObjectStat> {
  const { signal } = options;
  let sizeBytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
  // Destroying both by hand: what the SDK does to a body it gives up on differs from fault to fault.
  body.on('error', (error) => counted.destroy(error));
  body.on('close', () => {
    if (!body.readableEnded) counted.destroy(body.errored ?? transientFault('The upload broke off.'));
  });
  counted.on('error', () => {});
  const upload = new Upload({
    client,
    params: { ...target(ref, options), Body: body.pipe(counted) },
    partSize: PART_BYTES,
    queueSize: PARALLEL_PARTS,
    leavePartsOnError: false,
  });
  const onAbort = () => {
    counted.destroy(new Error('aborted'));
    void upload.abort();
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal?.aborted === true) throw cancelled(signal);
    if (body.errored !== null || body.destroyed) throw body.errored ?? permanentFault('The upload is closed already.');
    const answer = await upload.done();
    return stored(sizeBytes, answer.ETag, options);
  } catch (error) {
    if (signal?.aborted === true) throw cancelled(signal);
    throw brokenSource(error, body);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    body.destroy();
    counted.destroy();
  }
}

/** A fault of what is being stored is not a fault of the store. */
function brokenSource(error: unknown, body: Readable): CutroomError {
  if (body.errored instanceof CutroomError) return body.errored;
  if (body.errored !== null || errorCode(error) === 'ERR_STREAM_PREMATURE_CLOSE') {
    return transientFault('What was to be stored broke off before its end.', error);
  }
  return s3Fault(error);
}

function target(ref: ObjectRef, options: PutOptions): { Bucket: string; Key: string; ContentType?: string } {
  const type = options.contentType === undefined ? {} : { ContentType: options.contentType };
  return { Bucket: ref.bucket, Key: ref.key, ...type };
}

function stored(sizeBytes: number, etag: string | undefined, options: PutOptions): ObjectStat {
  return { sizeBytes, etag: etagOf(etag), contentType: options.contentType ?? null, modifiedAt: new Date() };
}
