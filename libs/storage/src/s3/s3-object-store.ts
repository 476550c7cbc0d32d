import type { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { keyProblem, type ObjectRef } from '#lib/contracts';
import { checkBucket, checkPresign, checkRef } from '../check-ref.js';
import { cancelled } from '../faults.js';
import type {
  GetOptions,
  ObjectBody,
  ObjectEntry,
  ObjectStat,
  ObjectStore,
  PresignOptions,
  PutOptions,
} from '../object-store.js';
import { readLocalFile } from '../read-local-file.js';
import type { S3StorageSettings } from '../settings.js';
import { withDeadline } from '../with-deadline.js';
import { createClient } from './client.js';
import { describeObject } from './describe.js';
import { download } from './download.js';
import { presignGet, presignPut } from './presign.js';
import { answeredButRefused, s3Fault, s3ReadFault } from './s3-faults.js';
import { uploadBuffer, uploadStream } from './upload.js';

/** Any server that speaks the S3 API. */
export class S3ObjectStore implements ObjectStore {
  readonly driver = 's3';
  readonly #client: S3Client;
  /** Signs with the name by which clients reach the store; never sends anything. */
  readonly #signer: S3Client;

  constructor(settings: S3StorageSettings) {
    this.#client = createClient(settings, settings.endpoint);
    this.#signer = createClient(settings, settings.publicEndpoint ?? settings.endpoint);
  }

  async ensureBucket(bucket: string): Promise<void> {
    checkBucket(bucket);
    try {
      await this.#client.send(new HeadBucketCommand({ Bucket: bucket }));
    } catch (error) {
      const fault = s3ReadFault(error);
      if (fault.code !== 'ASSET_NOT_FOUND') throw fault;
      await this.#createBucket(bucket);
    }
  }

  async put(ref: ObjectRef, body: Readable | Buffer, options: PutOptions = {}): Promise<ObjectStat> {
    // Heard from the start: a source may fail before its first byte is asked for.
    if (!Buffer.isBuffer(body)) body.on('error', () => {});
    checkRef(ref);
    if (Buffer.isBuffer(body)) return uploadBuffer(this.#client, ref, body, options);
    return uploadStream(this.#client, ref, body, options);
  }

  async putFile(ref: ObjectRef, path: string, options: PutOptions = {}): Promise<ObjectStat> {
    checkRef(ref);
    return this.put(ref, await readLocalFile(path), options);
  }

  async get(ref: ObjectRef, options: GetOptions = {}): Promise<ObjectBody> {
    checkRef(ref);
    return download(this.#client, ref, options);
  }

  async stat(ref: ObjectRef, options: { readonly signal?: AbortSignal } = {}): Promise<ObjectStat> {
    checkRef(ref);
    const { signal } = options;
    try {
      const command = new HeadObjectCommand({ Bucket: ref.bucket, Key: ref.key });
      const answer = await this.#client.send(command, signal === undefined ? {} : { abortSignal: signal });
      return describeObject(answer, answer.ContentLength ?? 0);
    } catch (error) {
      throw signal?.aborted === true ? cancelled(signal) : s3ReadFault(error);
    }
  }

  async copy(from: ObjectRef, to: ObjectRef): Promise<ObjectStat> {
    checkRef(from);
    checkRef(to);
    const source = [from.bucket, ...from.key.split('/')].map(encodeURIComponent).join('/');
    try {
      await this.#client.send(new CopyObjectCommand({ Bucket: to.bucket, Key: to.key, CopySource: source }));
    } catch (error) {
      throw s3Fault(error);
    }
    return this.stat(to);
  }

  async remove(ref: ObjectRef): Promise<void> {
    checkRef(ref);
    try {
      await this.#client.send(new DeleteObjectCommand({ Bucket: ref.bucket, Key: ref.key }));
    } catch (error) {
      const fault = s3ReadFault(error);
      if (fault.code !== 'ASSET_NOT_FOUND') throw fault;
    }
  }

  async *list(bucket: string, prefix: string): AsyncGenerator<ObjectEntry> {
    checkBucket(bucket);
    try {
      for await (const page of paginateListObjectsV2({ client: this.#client }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key: key, Size: sizeBytes = 0, LastModified: modifiedAt = new Date(0) } of page.Contents ?? []) {
          // Folder markers and other keys that cannot be named here were made by other tools.
          if (key !== undefined && keyProblem(key) === null) yield { key, sizeBytes, modifiedAt };
        }
      }
    } catch (error) {
      throw s3Fault(error);
    }
  }

  async presignGet(ref: ObjectRef, options: PresignOptions): Promise<string> {
    checkPresign(ref, options);
    return presignGet(this.#signer, ref, options);
  }

  async presignPut(ref: ObjectRef, options: PresignOptions): Promise<string> {
    checkPresign(ref, options);
    return presignPut(this.#signer, ref, options);
  }

  async ping(timeoutMs: number): Promise<void> {
    const abortSignal = AbortSignal.timeout(timeoutMs);
    const answer = this.#client.send(new ListBucketsCommand({}), { abortSignal }).catch((error: unknown) => {
      // A key with few rights may not list buckets, yet the store is there and knows it.
      if (!answeredButRefused(error)) throw s3Fault(error);
    });
    await withDeadline(answer, timeoutMs);
  }

  close(): void {
    this.#client.destroy();
    this.#signer.destroy();
  }

  async #createBucket(bucket: string): Promise<void> {
    try {
      await this.#client.send(new CreateBucketCommand({ Bucket: bucket }));
    } catch (error) {
      // A fleet that starts on a new bucket makes it all at once: whoever comes late finds it there.
      const isThere = await this.#client.send(new HeadBucketCommand({ Bucket: bucket })).then(
        () => true,
        () => false,
      );
      if (!isThere) throw s3Fault(error);
    }
  }
}
