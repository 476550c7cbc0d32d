import { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ObjectRef } from '#lib/contracts';
import { guardBody } from '../body-guard.js';
import { cancelled, permanentFault, transientFault, unsatisfiableRange } from '../faults.js';
import type { ByteRange, GetOptions, ObjectBody } from '../object-store.js';
import { describeObject, wholeSize } from './describe.js';
import { s3Fault, s3ReadFault } from './s3-faults.js';

/** A body that goes silent is broken off by the client's socket timeout. */
export async function download(client: S3Client, ref: ObjectRef, options: GetOptions): Promise<ObjectBody> {
  const { range, signal } = options;
  if (range !== undefined && range.end !== null && range.end < range.start) throw unsatisfiableRange();
  const header = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end ?? ''}` };
  try {
    if (signal?.aborted === true) throw cancelled(signal);
    const command = new GetObjectCommand({ Bucket: ref.bucket, Key: ref.key, ...header });
    const answer = await client.send(command, signal === undefined ? {} : { abortSignal: signal });
    const { Body: body, ContentLength: length } = answer;
    if (!(body instanceof Readable) || length === undefined) {
      throw transientFault('The object store gave an answer without a length.');
    }
    if (range !== undefined && !isAnswerTo(range, answer.ContentRange)) {
      // s3rver reads `bytes=0-0` as all; what it sends then would pass for the one byte asked for.
      throw permanentFault('The object store answered with another range than asked for.');
    }
    const stat = describeObject(answer, wholeSize(answer.ContentRange) ?? length);
    return { stat, body: guardBody(body, { expectedBytes: length, signal, translate: s3Fault }) };
  } catch (error) {
    throw signal?.aborted === true ? cancelled(signal) : s3ReadFault(error);
  }
}

function isAnswerTo(range: ByteRange, contentRange: string | undefined): boolean {
  const [, start, end, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(contentRange ?? '') ?? [];
  if (start === undefined || end === undefined || size === undefined) return false;
  const last = Math.min(range.end ?? Number(size) - 1, Number(size) - 1);
  return Number(start) === range.start && Number(end) === last;
}
