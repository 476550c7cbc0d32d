import type { ProbeContext } from './options.js';
import { runFfprobe } from './run-ffprobe.js';

/** What the packets of one stream say: whole microseconds on the file's own clock. */
export interface StreamSpan {
  readonly packets: number;
  /** The earliest start among them. */
  readonly first: number;
  /** Start of the first one read that can be decoded by itself; null where none says so. */
  readonly firstKey: number | null;
  /** The latest start, and the latest end. */
  readonly last: number;
  readonly end: number;
}

/** By stream index. */
export type Spans = ReadonlyMap<number, StreamSpan>;

const ENTRIES = 'packet=stream_index,pts_time,duration,duration_time,flags';

/** Numbers, not rationals: there may be a million packets, and ffprobe prints microseconds anyway. */
const micros = (text: string | undefined): number => {
  const value = Math.round(Number.parseFloat(text ?? '') * 1e6);
  return Number.isSafeInteger(value) ? value : Number.NaN;
};

const [MOST_TICKS, OVERFLOW] = [2 ** 31, 2 ** 32];

/** Ogg's last packet has a negative length where the sound ends before it begins; ffprobe prints that as 2³² ticks more than it is. */
const lengthOf = (ticks: string | undefined, length: string | undefined): number => {
  const [counted, seconds] = [Number(ticks), micros(length)];
  if (counted < MOST_TICKS || Number.isNaN(seconds)) return seconds || 0;
  return counted > OVERFLOW ? 0 : Math.round((seconds * (counted - OVERFLOW)) / counted);
};

const addPacket = (spans: Map<number, StreamSpan>, line: string): void => {
  const [index = '', pts, ticks, seconds, flags = ''] = line.split('|');
  const start = micros(pts);
  if (!/^\d+$/.test(index) || Number.isNaN(start)) return;
  const length = lengthOf(ticks, seconds);
  const end = start + length;
  const known = spans.get(Number(index)) ?? { packets: 0, first: start, firstKey: null, last: start, end };
  spans.set(Number(index), {
    packets: known.packets + 1,
    first: Math.min(known.first, start),
    firstKey: known.firstKey ?? (flags.startsWith('K') ? start : null),
    last: length < 0 ? known.last : Math.max(known.last, start),
    end: length < 0 ? end : Math.max(known.end, end),
  });
};

/**
 * Reads packet times: of the whole file, or from the key frame before `from` microseconds to the end. Keeps one span
 * a stream, however many packets there are. Resolves with what there is where the file breaks off.
 */
export async function readPackets(context: ProbeContext, from: number | null = null): Promise<Spans> {
  const spans = new Map<number, StreamSpan>();
  const interval = from === null ? [] : ['-read_intervals', `${(from / 1e6).toFixed(6)}%`];
  const format = ['-of', 'compact=nokey=1:print_section=0', '-show_entries', ENTRIES];
  await runFfprobe(context, [...interval, ...format], (line) => addPacket(spans, line));
  return spans;
}
