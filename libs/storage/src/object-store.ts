import type { Readable } from 'node:stream';
import type { ObjectRef } from '#lib/contracts';

export type { ObjectRef } from '#lib/contracts';

export interface ObjectStat {
  readonly sizeBytes: number;
  /** Without quotes. Changes whenever the content does; its form is the driver's own. */
  readonly etag: string;
  readonly contentType: string | null;
  readonly modifiedAt: Date;
}

/** Bytes [start, end], both included, as in HTTP. `end` null = to the last byte. */
export interface ByteRange {
  readonly start: number;
  readonly end: number | null;
}

export interface PutOptions {
  readonly contentType?: string;
  readonly signal?: AbortSignal;
}

export interface GetOptions {
  readonly range?: ByteRange;
  readonly signal?: AbortSignal;
}

/** `body` ends only after its last byte: a transfer that breaks off, stalls or is aborted is an error of the stream. */
export interface ObjectBody {
  readonly stat: ObjectStat;
  readonly body: Readable;
}

export interface ObjectEntry {
  readonly key: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
}

export interface PresignOptions {
  /** 1 … 604800 (a week, the limit of S3). */
  readonly expiresInSeconds: number;
  /** Sets Content-Disposition: attachment with this file name on the answer (GET only). */
  readonly downloadName?: string;
  readonly contentType?: string;
  /** Exact number of bytes a presigned PUT may carry. */
  readonly contentLength?: number;
}

/**
 * Two drivers, one contract test suite. Missing objects are `CutroomError('ASSET_NOT_FOUND')`,
 * a full disk is `NO_SPACE`, an aborted
 * signal is `CANCELLED` (or the signal's reason, where that is a CutroomError), every other fault is
 * `CutroomError('STORAGE_ERROR', …, { transient })`. An object is visible whole or not at all. A stream given to
 * `put` is destroyed with it; an error of that stream that is a CutroomError is passed on as it is.
 */
export interface ObjectStore {
  readonly driver: 's3' | 'fs';
  /** Creates the bucket where the driver may; throws STORAGE_ERROR where it does not exist and cannot be made. */
  ensureBucket(bucket: string): Promise<void>;
  put(ref: ObjectRef, body: Readable | Buffer, options?: PutOptions): Promise<ObjectStat>;
  /** Streams a local file up; multipart where it is large. */
  putFile(ref: ObjectRef, path: string, options?: PutOptions): Promise<ObjectStat>;
  /** `stat.sizeBytes` is the size of the whole object, also where a range was asked for. */
  get(ref: ObjectRef, options?: GetOptions): Promise<ObjectBody>;
  stat(ref: ObjectRef, options?: { readonly signal?: AbortSignal }): Promise<ObjectStat>;
  copy(from: ObjectRef, to: ObjectRef): Promise<ObjectStat>;
  /** Removing what is not there is no error. */
  remove(ref: ObjectRef): Promise<void>;
  /** In no promised order. */
  list(bucket: string, prefix: string): AsyncIterable<ObjectEntry>;
  presignGet(ref: ObjectRef, options: PresignOptions): Promise<string>;
  presignPut(ref: ObjectRef, options: PresignOptions): Promise<string>;
  /** For health checks: resolves where the store answers, within `timeoutMs`. */
  ping(timeoutMs: number): Promise<void>;
  /** Closes idle connections; the store is not to be used afterwards. */
  close(): void;
}
