import type { Readable } from 'node:stream';

/** Names an object: `s3://bucket/key` in whichever store is configured. */
export interface ObjectRef {
  readonly bucket: string;
  readonly key: string;
}

export interface ObjectStat {
  readonly sizeBytes: number;
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

export interface PresignOptions {
  readonly expiresInSeconds: number;
  /** Sets Content-Disposition: attachment with this file name on the answer (GET only). */
  readonly downloadName?: string;
  readonly contentType?: string;
  /** Exact number of bytes a presigned PUT may carry. */
  readonly contentLength?: number;
}

/**
 * Two drivers, one contract test suite. Missing objects are `CutroomError('ASSET_NOT_FOUND')`,
 * every other fault is `CutroomError('STORAGE_ERROR', …, { transient })`. An object is visible whole or not at all.
 */
export interface ObjectStore {
  readonly driver: 's3' | 'fs';
  /** Creates the bucket where the driver may; throws STORAGE_ERROR where it does not exist and cannot be made. */
  ensureBucket(bucket: string): Promise<void>;
  put(ref: ObjectRef, body: Readable | Buffer, options?: PutOptions): Promise<ObjectStat>;
  /** Streams a local file up; multipart where it is large. */
  putFile(ref: ObjectRef, path: string, options?: PutOptions): Promise<ObjectStat>;
  get(ref: ObjectRef, options?: { range?: ByteRange; signal?: AbortSignal }): Promise<{ stat: ObjectStat; body: Readable }>;
  stat(ref: ObjectRef, options?: { signal?: AbortSignal }): Promise<ObjectStat>;
  copy(from: ObjectRef, to: ObjectRef): Promise<ObjectStat>;
  /** Removing what is not there is no error. */
  remove(ref: ObjectRef): Promise<void>;
  list(bucket: string, prefix: string): AsyncIterable<{ key: string; sizeBytes: number; modifiedAt: Date }>;
  presignGet(ref: ObjectRef, options: PresignOptions): Promise<string>;
  presignPut(ref: ObjectRef, options: PresignOptions): Promise<string>;
  /** For health checks: resolves where the store answers, within `timeoutMs`. */
  ping(timeoutMs: number): Promise<void>;
}
