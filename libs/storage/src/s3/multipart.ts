import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { transientFault } from '../faults.js';
import type { Part } from './parts.js';

export interface MultipartTarget {
  readonly Bucket: string;
  readonly Key: string;
  readonly ContentType?: string;
}

export interface UploadedObject {
  readonly sizeBytes: number;
  readonly etag: string | undefined;
}

/** Parts in memory and on their way at a time. */
const PARALLEL_PARTS = 4;

/**
 * Sends the parts side by side and makes the object visible after the last. Written out, and not left to
 * `@aws-sdk/lib-storage`, whose uploads go on in the background after an abort (so a cancelled object may still
 * appear) and read the rest of the source after a part has failed.
 * On a fault `stop` is called so that nobody waits for further parts, and the server is asked to forget what it has.
 */
export async function uploadParts(
  client: S3Client,
  target: MultipartTarget,
  parts: AsyncGenerator<Part, void>,
  signal: AbortSignal | undefined,
  stop: () => void,
): Promise<UploadedObject> {
  const failure = new AbortController();
  const abortSignal = signal === undefined ? failure.signal : AbortSignal.any([signal, failure.signal]);
  const { UploadId: uploadId } = await client.send(new CreateMultipartUploadCommand(target), { abortSignal });
  const place = { Bucket: target.Bucket, Key: target.Key, UploadId: uploadId };
  const sent: { PartNumber: number; ETag: string | undefined }[] = [];
  let sizeBytes = 0;
  const sendParts = async () => {
    for (let next = await parts.next(); next.done !== true; next = await parts.next()) {
      const { number, data } = next.value;
      const part = { ...place, PartNumber: number, Body: data, ContentLength: data.length };
      const { ETag } = await client.send(new UploadPartCommand(part), { abortSignal });
      sent.push({ PartNumber: number, ETag });
      sizeBytes += data.length;
    }
  };
  const stopOthers = (error: unknown) => {
    failure.abort(error);
    stop();
    throw error;
  };
  try {
    const senders = Array.from({ length: PARALLEL_PARTS }, () => sendParts().catch(stopOthers));
    await Promise.allSettled(senders);
    // Holds the first fault, not one of those it caused.
    failure.signal.throwIfAborted();
    signal?.throwIfAborted();
    const Parts = sent.sort((a, b) => a.PartNumber - b.PartNumber);
    const command = new CompleteMultipartUploadCommand({ ...place, MultipartUpload: { Parts } });
    // Not to be cancelled: whether the object then appeared could not be known.
    return { sizeBytes, etag: (await client.send(command).catch(lostUpload)).ETag };
  } catch (error) {
    // The server may be gone, which is what is being reported; its own life-cycle rules then clean up.
    await client.send(new AbortMultipartUploadCommand(place)).catch(() => {});
    throw error;
  }
}

/** A repeated completion whose first answer was lost: 404 here says nothing about the object. */
function lostUpload(error: unknown): never {
  if (error instanceof Error && error.name === 'NoSuchUpload') {
    throw transientFault('The object store lost the upload.', error);
  }
  throw error;
}
