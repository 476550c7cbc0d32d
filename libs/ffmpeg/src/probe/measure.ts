import { CutroomError } from '#lib/contracts';
import { add, compare, max, type Rational, rational, sub, toSeconds, ZERO } from '#lib/timeline';
import { decimal, positive, ticks } from './numbers.js';
import type { ProbeContext } from './options.js';
import { readPackets, type Spans, type StreamSpan } from './packets.js';
import type { RawHeader, RawStream } from './raw.js';

/** Containers with an index: their header can be checked by a look at the end, and seeking finds a key frame. */
const INDEXED = ['mov', 'matroska', 'webm', 'wav', 'w64'];

/** How far before the claimed end the look begins, and how far from it the last packet may end, in microseconds. */
const LOOK_BACK = 3_000_000;
const TOLERANCE = 500_000;
/** ffprobe rounds starts to microseconds; a difference of one is none. */
const NOISE = 2;

/** When a stream plays, in seconds from the container's start. */
export interface StreamTimes {
  readonly start: Rational;
  readonly duration: Rational | null;
  /** Packets, where all were counted. */
  readonly packets: number | null;
}

export interface Measured {
  readonly duration: Rational | null;
  readonly seekable: boolean;
  /** By stream index; a stream that turned out to be empty is missing. */
  readonly streams: ReadonlyMap<number, StreamTimes>;
}

const toMicros = (value: Rational): number => Math.round(toSeconds(value) * 1e6);
const fromMicros = (value: number): Rational => rational(value, 1_000_000);

const startOf = (stream: RawStream): Rational | null => ticks(stream.start_pts, stream.time_base);
const claimedDuration = (stream: RawStream): Rational | null => positive(ticks(stream.duration_ts, stream.time_base));

const containerStart = (header: RawHeader, streams: readonly RawStream[]): number => {
  const stated = decimal(header.format?.start_time);
  if (stated !== null) return toMicros(stated);
  const starts = streams.flatMap((stream) => startOf(stream) ?? []);
  return starts.length === 0 ? 0 : Math.min(...starts.map(toMicros));
};

const sinceStart = (time: number, start: number): Rational => (time - start < NOISE ? ZERO : fromMicros(time - start));

/** The end as packets tell it; a last packet without a length counts as long as the average one. */
const endOf = ({ end, last, first, packets }: StreamSpan): number =>
  end > last || packets < 2 ? end : last + Math.round((last - first) / (packets - 1));

/** True where the last packets read reach as far as the header claims. */
const keepsPromise = (stream: RawStream, tail: Spans, start: number): boolean => {
  const span = tail.get(stream.index);
  const claimed = claimedDuration(stream);
  if (span === undefined) return false;
  if (claimed === null) return true;
  const begins = startOf(stream);
  return endOf(span) >= (begins === null ? start : toMicros(begins)) + toMicros(claimed) - TOLERANCE;
};

const readTail = async (context: ProbeContext, from: number): Promise<Spans> => {
  try {
    return await readPackets(context, from);
  } catch (error) {
    // A file that breaks off may not let itself be sought in; reading it from its start then tells more.
    if (error instanceof CutroomError && error.code === 'INVALID_CLIP_FORMAT') return new Map();
    throw error;
  }
};

/** Header times, confirmed by a look at the file's end; null where it does not confirm them. */
const measureByHeader = async (
  context: ProbeContext,
  header: RawHeader,
  streams: readonly RawStream[],
): Promise<Measured | null> => {
  const duration = positive(decimal(header.format?.duration));
  const names = header.format?.format_name?.split(',') ?? [];
  if (duration === null || !INDEXED.some((name) => names.includes(name))) return null;
  const start = containerStart(header, streams);
  const from = Math.max(start, start + toMicros(duration) - LOOK_BACK);
  const tail = await readTail(context, from);
  if (!streams.every((stream) => keepsPromise(stream, tail, start))) return null;
  const reach = Math.max(...streams.flatMap(({ index }) => tail.get(index)?.end ?? []));
  if (reach < start + toMicros(duration) - TOLERANCE) return null;

  const times = streams.map((stream): readonly [number, StreamTimes] => {
    const begins = startOf(stream);
    const offset = begins === null ? ZERO : sinceStart(toMicros(begins), start);
    const span = tail.get(stream.index);
    const seen = span === undefined ? null : positive(sub(sinceStart(endOf(span), start), offset));
    return [stream.index, { start: offset, duration: claimedDuration(stream) ?? seen, packets: null }];
  });
  const landsBefore = streams.every(({ index }) => (tail.get(index)?.first ?? 0) <= from + NOISE);
  return { duration, seekable: landsBefore, streams: new Map(times) };
};

/** Times as the packets tell them, whatever the header claims. */
const measureByPackets = async (
  context: ProbeContext,
  header: RawHeader,
  streams: readonly RawStream[],
): Promise<Measured> => {
  const spans = await readPackets(context);
  const start = containerStart(header, streams);
  const times = streams.flatMap(({ index, codec_type }): (readonly [number, StreamTimes])[] => {
    const span = spans.get(index);
    if (span === undefined) return [];
    const begins = sinceStart(codec_type === 'video' ? (span.firstKey ?? span.first) : span.first, start);
    const duration = positive(sub(sinceStart(endOf(span), start), begins));
    return [[index, { start: begins, duration, packets: span.packets }]];
  });
  const ends = times.flatMap(([, { start: begins, duration }]) => (duration === null ? [] : [add(begins, duration)]));
  const duration = ends.reduce<Rational | null>((longest, end) => (longest === null ? end : max(longest, end)), null);
  return {
    duration: duration !== null && compare(duration, ZERO) > 0 ? duration : null,
    seekable: false,
    streams: new Map(times),
  };
};

/**
 * When the chosen streams play. The header is believed only where the end of the file bears it out (truncated files,
 * MPEG-TS, MP3 and live WebM do not); otherwise every packet is read.
 */
export const measure = async (
  context: ProbeContext,
  header: RawHeader,
  streams: readonly RawStream[],
): Promise<Measured> =>
  (await measureByHeader(context, header, streams)) ?? (await measureByPackets(context, header, streams));
