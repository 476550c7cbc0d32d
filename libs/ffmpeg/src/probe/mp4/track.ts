import { type Rational, rational } from '#lib/timeline';
import { type Box, boxesIn, onlyBox } from './boxes.js';
import { readSampleTable, type SampleTable } from './sample-table.js';

/** An H.264 picture track whose every frame is shown, at the time its table says less `shift` ticks. */
export interface Track {
  readonly profile: string;
  readonly timeBase: Rational;
  readonly samples: SampleTable;
  readonly shift: number;
}

/** Throws RangeError for whatever is not the plainest kind: then ffprobe has to tell how its demuxer takes it. */
export function readTrack(movie: Buffer, index: number): Track {
  const boxes = boxesIn(movie);
  const track = boxes.filter(({ type }) => type === 'trak')[index];
  if (track === undefined || boxes.some(({ type }) => type === 'mvex')) throw new RangeError('Not a plain track.');
  const parts = boxesIn(track.body);
  const media = boxesIn(onlyBox(parts, 'mdia'));
  if (onlyBox(media, 'hdlr').toString('latin1', 8, 12) !== 'vide') throw new RangeError('Not a picture.');
  const table = boxesIn(onlyBox(boxesIn(onlyBox(media, 'minf')), 'stbl'));
  const samples = readSampleTable(table);
  const timescale = timescaleOf(onlyBox(media, 'mdhd'));
  const movieScale = timescaleOf(onlyBox(boxes, 'mvhd'));
  const shift = shiftOf(parts, samples, timescale / movieScale);
  return { profile: profileOf(onlyBox(table, 'stsd')), timeBase: rational(1, timescale), samples, shift };
}

/** Of `mdhd` and `mvhd`; behind two dates, which are longer in version 1. */
const timescaleOf = (body: Buffer): number => {
  const ticks = body.readUInt32BE(body.readUInt8(0) === 1 ? 20 : 12);
  if (ticks === 0) throw new RangeError('No clock.');
  return ticks;
};

/** One edit that shows every frame from the first on, or none at all. */
function shiftOf(parts: readonly Box[], { pts }: SampleTable, ticksPerMovieTick: number): number {
  if (!parts.some(({ type }) => type === 'edts')) return 0;
  const edits = onlyBox(boxesIn(onlyBox(parts, 'edts')), 'elst');
  const long = edits.readUInt8(0) === 1;
  if (edits.readUInt32BE(4) !== 1) throw new RangeError('More than one edit.');
  const length = long ? Number(edits.readBigUInt64BE(8)) : edits.readUInt32BE(8);
  const begin = long ? Number(edits.readBigInt64BE(16)) : edits.readInt32BE(12);
  const rate = edits.readUInt32BE(long ? 24 : 16);
  const first = pts.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  const last = pts.reduce((most, one) => Math.max(most, one), 0);
  if (rate !== 0x00010000 || begin !== first || begin + length * ticksPerMovieTick <= last) {
    throw new RangeError('An edit that hides frames.');
  }
  return begin;
}

/** Names of ffprobe's. */
const PROFILES: Readonly<Record<number, string>> = { 66: 'Baseline', 77: 'Main', 100: 'High' };
const CONSTRAINED_BASELINE = 'Constrained Baseline';
const CONSTRAINT_SET_1 = 0x40;
/** Fields of a visual sample entry before its boxes, ISO/IEC 14496-12, 12.1.3. */
const VISUAL_ENTRY = 78;

/** Of the one `avc1` with four bytes to a length, which `isIdr` reads. */
function profileOf(descriptions: Buffer): string {
  const entries = boxesIn(descriptions.subarray(8));
  const [entry, ...others] = entries;
  if (entry?.type !== 'avc1' || others.length > 0) throw new RangeError('Not one kind of H.264.');
  const settings = onlyBox(boxesIn(entry.body.subarray(VISUAL_ENTRY)), 'avcC');
  const [profile, constraints, lengthSize] = [settings.readUInt8(1), settings.readUInt8(2), settings.readUInt8(4) & 3];
  if (lengthSize !== 3) throw new RangeError('Short lengths.');
  return profile === 66 && (constraints & CONSTRAINT_SET_1) !== 0
    ? CONSTRAINED_BASELINE
    : (PROFILES[profile] ?? `profile ${profile}`);
}
