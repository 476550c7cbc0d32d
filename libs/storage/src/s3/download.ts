import { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ObjectRef } from '#lib/contracts';
import { guardBody } from '../body-guard.js';
import { cancelled, transientFault, unsatisfiableRange } from '../faults.js';
import type { GetOptions, ObjectBody } from '../object-store.js';
import { describeObject, wholeSize } from './describe.js';
import { s3Fault, s3ReadFault } from './s3-faults.js';

export async function download(
  client: S3Client,
  ref: ObjectRef,
  options: GetOptions,
  idleTimeoutMs: number,
): Promise<ObjectBody> {
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
    const stat = describeObject(answer, wholeSize(answer.ContentRange) ?? length);
    return { stat, body: guardBody(body, { expectedBytes: length, idleTimeoutMs, signal, translate: s3Fault }) };
  } catch (error) {
    throw signal?.aborted === true ? cancelled(signal) : s3ReadFault(error);
  }
}
