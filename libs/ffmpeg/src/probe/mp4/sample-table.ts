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

/** A day at 50 pictures a second. */
const MOST_SAMPLES = 4_320_000;

/** Throws RangeError for tables that contradict each other, and for negative offsets, which not all readers take alike. */
export function readSampleTable(boxes: readonly Box[]): SampleTable {
  const size = sizesOf(onlyBox(boxes, 'stsz'));
  const count = size.length;
  const dts = new Float64Array(count);
  const pts = new Float64Array(count);
  let time = 0;
  let filled = 0;
  for (const [samples, delta] of runs(onlyBox(boxes, 'stts'))) {
    for (const end = filled + samples; filled < end && filled < count; filled += 1) {
      dts[filled] = time;
      time += delta;
    }
  }
  if (filled < count) throw new RangeError('Not every sample has a time.');
  pts.set(dts);
  if (boxes.some(({ type }) => type === 'ctts')) addOffsets(pts, onlyBox(boxes, 'ctts'));
  return { count, dts, pts, pos: positions(boxes, size), size, keys: keysOf(boxes) };
}

/** Behind version and flags: a count, then as many pairs. */
function* runs(body: Buffer): Generator<readonly [number, number]> {
  const entries = body.readUInt32BE(4);
  for (let entry = 0; entry < entries; entry += 1) {
    yield [body.readUInt32BE(8 + entry * 8), body.readUInt32BE(12 + entry * 8)];
  }
}

function sizesOf(body: Buffer): Uint32Array {
  const [same, count] = [body.readUInt32BE(4), body.readUInt32BE(8)];
  if (count > MOST_SAMPLES) throw new RangeError('Too many samples.');
  if (same !== 0) return new Uint32Array(count).fill(same);
  return Uint32Array.from({ length: count }, (_, index) => body.readUInt32BE(12 + index * 4));
}

function addOffsets(pts: Float64Array, body: Buffer): void {
  let sample = 0;
  for (const [samples, offset] of runs(body)) {
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
  const chunks = offsets.readUInt32BE(4);
  const layout = onlyBox(boxes, 'stsc');
  const layouts = layout.readUInt32BE(4);
  const pos = new Float64Array(size.length);
  let sample = 0;
  for (let entry = 0; entry < layouts; entry += 1) {
    const at = 8 + entry * 12;
    const until = entry + 1 < layouts ? layout.readUInt32BE(at + 12) - 1 : chunks;
    const perChunk = layout.readUInt32BE(at + 4);
    if (layout.readUInt32BE(at + 8) !== 1) throw new RangeError('More than one description.');
    for (let chunk = layout.readUInt32BE(at) - 1; chunk < until && sample < size.length; chunk += 1) {
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

function keysOf(boxes: readonly Box[]): ReadonlySet<number> | null {
  if (!boxes.some(({ type }) => type === 'stss')) return null;
  const body = onlyBox(boxes, 'stss');
  return new Set(Array.from({ length: body.readUInt32BE(4) }, (_, index) => body.readUInt32BE(8 + index * 4) - 1));
}
