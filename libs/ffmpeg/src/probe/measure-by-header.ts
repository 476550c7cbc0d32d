import { CutroomError } from '#lib/contracts';
import { add, max, type Rational, sub, ZERO } from '#lib/timeline';
import { decimal, positive } from './numbers.js';
import type { ProbeContext } from './options.js';
import { readPackets, type Spans } from './packets.js';
import type { RawHeader, RawStream } from './raw.js';
import {
  containerStart,
  endOf,
  type Measured,
  NOISE,
  type StreamTimes,
  sinceStart,
  statedDuration,
  statedStart,
  toMicros,
} from './times.js';

/** Containers with an index: their header can be checked by a look at the end, and seeking finds a key frame. */
const INDEXED = ['mov', 'matroska', 'webm', 'wav', 'w64'];

/** How far before the claimed end the look begins, and how far from it the last packet may end, in microseconds. */
const LOOK_BACK = 3_000_000;
const TOLERANCE = 500_000;

/** What the header claims of one stream; times in microseconds of the file's clock. */
interface Claim {
  readonly stream: RawStream;
  readonly start: number;
  /** Null where only the container has a length (Matroska). */
  readonly duration: Rational | null;
  readonly end: number;
}

const claimOf = (stream: RawStream, start: number, containerEnd: number): Claim => {
  const begins = statedStart(stream) ?? start;
  const duration = statedDuration(stream);
  return { stream, start: begins, duration, end: duration === null ? containerEnd : begins + toMicros(duration) };
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

/** True where the last packets reach as far as the header claims; of streams without a claim of their own one must. */
const isKept = (claims: readonly Claim[], tail: Spans): boolean => {
  const reaches = ({ stream, end }: Claim): boolean => {
    const span = tail.get(stream.index);
    return span !== undefined && endOf(span) >= end - TOLERANCE;
  };
  const vague = claims.filter(({ duration }) => duration === null);
  return (
    claims.every((claim) => (claim.duration === null ? tail.has(claim.stream.index) : reaches(claim))) &&
    (vague.length === 0 || vague.some(reaches))
  );
};

const timesOf = ({ stream, start: begins, duration }: Claim, tail: Spans, start: number): StreamTimes => {
  const span = tail.get(stream.index);
  const offset = sinceStart(begins, start);
  const seen = span === undefined ? null : positive(sub(sinceStart(endOf(span), start), offset));
  return { start: offset, duration: duration ?? seen, packetRate: null };
};

/**
 * Header times of a file whose every packet was counted, so that its end needs no look; null where the header of such a file does
 * not tell all of them.
 */
export function measureAsStated(header: RawHeader, streams: readonly RawStream[]): Measured | null {
  const names = header.format?.format_name?.split(',') ?? [];
  const start = containerStart(header, streams);
  const times = streams.map((stream): readonly [number, StreamTimes] => {
    const begins = statedStart(stream) ?? start;
    return [stream.index, { start: sinceStart(begins, start), duration: statedDuration(stream), packetRate: null }];
  });
  const ends = times.flatMap(([, { start: at, duration }]) => (duration === null ? [] : [add(at, duration)]));
  if (!INDEXED.some((name) => names.includes(name)) || ends.length < streams.length) return null;
  return { duration: ends.reduce(max), seekable: true, streams: new Map(times) };
}

/** Header times, confirmed by a look at the end of the file; null where there is nothing to confirm or it does not. */
export async function measureByHeader(
  context: ProbeContext,
  header: RawHeader,
  streams: readonly RawStream[],
): Promise<Measured | null> {
  const length = positive(decimal(header.format?.duration));
  const names = header.format?.format_name?.split(',') ?? [];
  if (length === null || !INDEXED.some((name) => names.includes(name))) return null;
  const start = containerStart(header, streams);
  const claims = streams.map((stream) => claimOf(stream, start, start + toMicros(length)));
  const from = Math.max(start, Math.min(...claims.map(({ end }) => end)) - LOOK_BACK);
  const tail = await readTail(context, from);
  if (!isKept(claims, tail)) return null;

  const times = new Map(claims.map((claim) => [claim.stream.index, timesOf(claim, tail, start)]));
  const stated = claims.every(({ duration }) => duration !== null);
  const ends = [...times.values()].map((time) => add(time.start, time.duration ?? ZERO));
  const landsBefore = claims.every(
    (claim) => (tail.get(claim.stream.index)?.first ?? 0) <= Math.max(from, claim.start) + NOISE,
  );
  return { duration: stated ? ends.reduce(max) : length, seekable: landsBefore, streams: times };
}
