import type { ObjectStat } from '../object-store.js';

export interface S3Description {
  readonly ETag?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly LastModified?: Date | undefined;
}

export function describeObject(answer: S3Description, sizeBytes: number): ObjectStat {
  return {
    sizeBytes,
    etag: etagOf(answer.ETag),
    contentType: answer.ContentType ?? null,
    modifiedAt: answer.LastModified ?? new Date(0),
  };
}

export function etagOf(header: string | undefined): string {
  return (header ?? '').replace(/^W\//, '').replaceAll('"', '');
}

/** Size of the whole object out of `bytes 0-9/100`; null where it is not said. */
export function wholeSize(contentRange: string | undefined): number | null {
  const match = /\/(\d+)$/.exec(contentRange ?? '');
  return match === null ? null : Number(match[1]);
}
