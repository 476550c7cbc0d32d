import type { FileHandle } from 'node:fs/promises';
import { type Allowance, stillAllowed } from './allowance.js';

/** A box of ISO/IEC 14496-12, section 4.2, without its header. */
export interface Box {
  readonly type: string;
  readonly body: Buffer;
}

const HEADER = 8;
const LARGE_HEADER = 16;

/** Of one container, or of the file. Real ones hold a few dozen; whoever writes a million of them wants something else than to be read. */
const MOST_BOXES = 1000;

/** The boxes one after the other in `body`. Throws RangeError where one reaches beyond it, or there are too many. */
export function boxesIn(body: Buffer): readonly Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + HEADER <= body.length; ) {
    if (boxes.length === MOST_BOXES) throw new RangeError('Too many boxes.');
    const { type, header, size } = headerOf(body.subarray(at), body.length - at);
    if (size < header || at + size > body.length) throw new RangeError('A box is longer than what holds it.');
    boxes.push({ type, body: body.subarray(at + header, at + size) });
    at += size;
  }
  return boxes;
}

/** The only one of its type. Throws RangeError where there is none, or another. */
export function onlyBox(boxes: readonly Box[], type: string): Buffer {
  const [found, ...others] = boxes.filter((box) => box.type === type);
  if (found === undefined || others.length > 0) throw new RangeError(`Not one ${type}.`);
  return found.body;
}

/** The index of a two-hour film is a few megabytes. */
const MOST_INDEX_BYTES = 24 * 1024 ** 2;

/** What the file's one `moov` holds. Throws RangeError where it has none, more of it, fragments, or no end of boxes. */
export async function readMovie(file: FileHandle, allowance: Allowance): Promise<Buffer> {
  const { size: end } = await file.stat();
  let movie: Buffer | null = null;
  for (let at = 0, boxes = 0; at + HEADER <= end; boxes += 1) {
    stillAllowed(allowance);
    if (boxes === MOST_BOXES) throw new RangeError('Too many boxes.');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LARGE_HEADER), 0, LARGE_HEADER, at);
    const { type, header, size } = headerOf(buffer.subarray(0, bytesRead), end - at);
    if (size < header || type === 'moof') throw new RangeError('Not a plain file.');
    if (type === 'moov') {
      if (movie !== null || size > MOST_INDEX_BYTES || at + size > end) throw new RangeError('Not one index.');
      movie = Buffer.alloc(size - header);
      await file.read(movie, 0, movie.length, at + header);
    }
    at += size;
  }
  if (movie === null) throw new RangeError('No index.');
  return movie;
}

/** @param room bytes from here to the end of what holds the box: a size of 0 means all of them */
function headerOf(
  bytes: Buffer,
  room: number,
): { readonly type: string; readonly header: number; readonly size: number } {
  const short = bytes.readUInt32BE(0);
  const type = bytes.toString('latin1', 4, HEADER);
  if (short === 1) return { type, header: LARGE_HEADER, size: Number(bytes.readBigUInt64BE(HEADER)) };
  return { type, header: HEADER, size: short === 0 ? room : short };
}
