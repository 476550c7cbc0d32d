import type { FileHandle } from 'node:fs/promises';

/** NAL unit types of H.264, ISO/IEC 14496-10 table 7-1. */
const SLICE = 1;
const IDR_SLICE = 5;
const TYPE_BITS = 0x1f;

/** MP4 and its kin write the length of each NAL unit before it; four bytes in every file met. */
const LENGTH_BYTES = 4;
/** What stands before the first slice (delimiter, parameter sets, messages) is rarely longer. */
const LOOKED_AT = 4096;

/**
 * Whether the access unit at `pos` begins an IDR picture. Where it is not laid out as MP4 lays it out, the answer is no: then nothing
 * is copied from there, which costs time and never a picture.
 */
export async function isIdr(file: FileHandle, pos: number, size: number): Promise<boolean> {
  if (!Number.isSafeInteger(pos) || pos < 0 || !(size > LENGTH_BYTES)) return false;
  const { buffer, bytesRead } = await file.read(
    Buffer.alloc(Math.min(size, LOOKED_AT)),
    0,
    Math.min(size, LOOKED_AT),
    pos,
  );
  for (let at = 0; at + LENGTH_BYTES < bytesRead; ) {
    const length = buffer.readUInt32BE(at);
    if (length === 0 || at + LENGTH_BYTES + length > size) return false;
    const type = buffer.readUInt8(at + LENGTH_BYTES) & TYPE_BITS;
    if (type >= SLICE && type <= IDR_SLICE) return type === IDR_SLICE;
    at += LENGTH_BYTES + length;
  }
  return false;
}
