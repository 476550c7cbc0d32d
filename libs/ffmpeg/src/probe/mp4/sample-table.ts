import { type Box, onlyBox } from './boxes.js';

/** Packets of a track in decoding order; times in ticks, as the table has them. */
export interface SampleTable {
  readonly count: number;
  readonly dts: Float64Array;
  readonly pts: Float64Array;
  /** Bytes from the file's beginning. */
  readonly pos: Float64Array;
  readonly size: Uint32Array;
  /** Decoding order; null: all of them are key frames. */
  readonly keys: ReadonlySet<number> | null;
}

/** Five hours at 50 pictures a second. Tables are read without a pause, and everything else the worker does waits for it. */
const MOST_SAMPLES = 900_000;

/**
 * No step is taken that does not bring another sample, so that a file cannot ask for more of them than it has samples. Throws
 * RangeError for tables that contradict each other, and for negative offsets, which not all readers take alike.
 */
export function readSampleTable(boxes: readonly Box[]): SampleTable {
  const size = sizesOf(onlyBox(boxes, 'stsz'));
  const count = size.length;
  const dts = new Float64Array(count);
  const pts = new Float64Array(count);
  let time = 0;
  let filled = 0;
  for (const [samples, delta] of runs(onlyBox(boxes, 'stts'), count)) {
    for (const end = filled + samples; filled < end && filled < count; filled += 1) {
      dts[filled] = time;
      time += delta;
    }
  }
  if (filled < count) throw new RangeError('Not every sample has a time.');
  pts.set(dts);
  if (boxes.some(({ type }) => type === 'ctts')) addOffsets(pts, onlyBox(boxes, 'ctts'));
  return { count, dts, pts, pos: positions(boxes, size), size, keys: keysOf(boxes, count) };
}

/** What stands behind version and flags, which is never more than `most`. */
function entriesOf(body: Buffer, most: number): number {
  const entries = body.readUInt32BE(4);
  if (entries > most) throw new RangeError('More entries than they could be for.');
  return entries;
}

/** Pairs: of how many samples, at least one, something is told, and what. */
function* runs(body: Buffer, most: number): Generator<readonly [number, number]> {
  const entries = entriesOf(body, most);
  for (let entry = 0; entry < entries; entry += 1) {
    const samples = body.readUInt32BE(8 + entry * 8);
    if (samples === 0) throw new RangeError('An entry for nothing.');
    yield [samples, body.readUInt32BE(12 + entry * 8)];
  }
}

function sizesOf(body: Buffer): Uint32Array {
  const [same, count] = [body.readUInt32BE(4), body.readUInt32BE(8)];
  if (count > MOST_SAMPLES) throw new RangeError('Too many samples.');
  const sizes = new Uint32Array(count).fill(same);
  if (same === 0) for (let sample = 0; sample < count; sample += 1) sizes[sample] = body.readUInt32BE(12 + sample * 4);
  return sizes;
}

function addOffsets(pts: Float64Array, body: Buffer): void {
  let sample = 0;
  for (const [samples, offset] of runs(body, pts.length)) {
    if (offset > 0x7fffffff) throw new RangeError('A negative offset.');
    for (const end = sample + samples; sample < end && sample < pts.length; sample += 1) {
      pts[sample] = (pts[sample] ?? 0) + offset;
    }
  }
}

function positions(boxes: readonly Box[], size: Uint32Array): Float64Array {
  const large = boxes.some(({ type }) => type === 'co64');
  const offsets = onlyBox(boxes, large ? 'co64' : 'stco');
  const chunkAt = (chunk: number): number =>
    large ? Number(offsets.readBigUInt64BE(8 + chunk * 8)) : offsets.readUInt32BE(8 + chunk * 4);
  const chunks = entriesOf(offsets, size.length);
  const layout = onlyBox(boxes, 'stsc');
  const layouts = entriesOf(layout, chunks);
  const pos = new Float64Array(size.length);
  let sample = 0;
  for (let entry = 0; entry < layouts; entry += 1) {
    const at = 8 + entry * 12;
    const [first, perChunk, description] = [0, 4, 8].map((field) => layout.readUInt32BE(at + field));
    const until = entry + 1 < layouts ? layout.readUInt32BE(at + 12) - 1 : chunks;
    if (description !== 1) throw new RangeError('More than one description.');
    if (!first || !perChunk || first > until || (entry === 0 && first > 1))
      throw new RangeError('Chunks out of order.');
    for (let chunk = first - 1; chunk < until && sample < size.length; chunk += 1) {
      let here = chunkAt(chunk);
      for (const end = sample + perChunk; sample < end && sample < size.length; sample += 1) {
        pos[sample] = here;
        here += size[sample] ?? 0;
      }
    }
  }
  if (sample < size.length) throw new RangeError('Not every sample has a place.');
  return pos;
}

function keysOf(boxes: readonly Box[], count: number): ReadonlySet<number> | null {
  if (!boxes.some(({ type }) => type === 'stss')) return null;
  const body = onlyBox(boxes, 'stss');
  const keys = entriesOf(body, count);
  return new Set(Array.from({ length: keys }, (_, index) => body.readUInt32BE(8 + index * 4) - 1));
}
