import type { FileHandle } from 'node:fs/promises';
import type { ObjectStat } from '../object-store.js';

/**
 * An object is one file: its bytes, then what is known about them, then a fixed tail. One file, because one rename
 * then makes bytes and description visible together, and one open file shows both of the same write, whatever other
 * writers do meanwhile. Neither a file beside it nor extended attributes (missing on many file systems) give that.
 * The size inside lets a damaged file be told from a short object.
 */
export interface Footer {
  readonly sizeBytes: number;
  readonly etag: string;
  readonly contentType: string | null;
}

const MAGIC = Buffer.from('CUTROOM1');
const TAIL_BYTES = 4 + MAGIC.length;
const MAX_FOOTER_BYTES = 4096;

export function encodeFooter(footer: Footer): Buffer {
  const json = Buffer.from(JSON.stringify(footer));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([json, length, MAGIC]);
}

/** Reads the description of an open object, or null where the file is not a whole object. */
export async function readFooter(file: FileHandle): Promise<ObjectStat | null> {
  const { size, mtime } = await file.stat();
  const wanted = Math.min(size, MAX_FOOTER_BYTES + TAIL_BYTES);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, size - wanted);
  if (bytesRead !== wanted || wanted < TAIL_BYTES) return null;
  const tail = buffer.subarray(wanted - TAIL_BYTES);
  const jsonBytes = tail.readUInt32BE(0);
  if (!tail.subarray(4).equals(MAGIC) || jsonBytes > wanted - TAIL_BYTES) return null;
  const footer = parse(buffer.subarray(wanted - TAIL_BYTES - jsonBytes, wanted - TAIL_BYTES).toString());
  if (footer === null || footer.sizeBytes !== size - TAIL_BYTES - jsonBytes) return null;
  return { ...footer, modifiedAt: mtime };
}

function parse(json: string): Footer | null {
  try {
    const value: unknown = JSON.parse(json);
    return isFooter(value) ? { sizeBytes: value.sizeBytes, etag: value.etag, contentType: value.contentType } : null;
  } catch {
    return null;
  }
}

function isFooter(value: unknown): value is Footer {
  if (typeof value !== 'object' || value === null) return false;
  if (!('sizeBytes' in value) || !('etag' in value) || !('contentType' in value)) return false;
  return (
    typeof value.sizeBytes === 'number' &&
    typeof value.etag === 'string' &&
    (typeof value.contentType === 'string' || value.contentType === null)
  );
}
