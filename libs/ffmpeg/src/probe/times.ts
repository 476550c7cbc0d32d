import { type Rational, rational, toSeconds, ZERO } from '#lib/timeline';
import { decimal, positive, ticks } from './numbers.js';
import type { StreamSpan } from './packets.js';
import type { RawHeader, RawStream } from './raw.js';

/** When a stream plays, in seconds from the container's start. */
export interface StreamTimes {
  readonly start: Rational;
  readonly duration: Rational | null;
  /** Packets a second, where all were counted. */
  readonly packetRate: Rational | null;
}

export interface Measured {
  readonly duration: Rational | null;
  readonly seekable: boolean;
  /** By stream index; a stream that turned out to be empty is missing. */
  readonly streams: ReadonlyMap<number, StreamTimes>;
}

/** ffprobe rounds starts to microseconds; a difference of one is none. */
export const NOISE = 2;

export const toMicros = (value: Rational): number => Math.round(toSeconds(value) * 1e6);

/** Microseconds of the file's clock as seconds from the container's start. */
export const sinceStart = (time: number, start: number): Rational =>
  time - start < NOISE ? ZERO : rational(time - start, 1_000_000);

/** What the header says of a stream: its start in microseconds of the file's clock, and its exact length. */
export const statedStart = (stream: RawStream): number | null => {
  const start = ticks(stream.start_pts, stream.time_base);
  return start === null ? null : toMicros(start);
};
export const statedDuration = (stream: RawStream): Rational | null =>
  positive(ticks(stream.duration_ts, stream.time_base));

/** Microseconds of the file's clock that ffmpeg calls 0. */
export const containerStart = (header: RawHeader, streams: readonly RawStream[]): number => {
  const stated = decimal(header.format?.start_time);
  if (stated !== null) return toMicros(stated);
  const starts = streams.flatMap((stream) => statedStart(stream) ?? []);
  return starts.length === 0 ? 0 : Math.min(...starts);
};

/** The end as packets tell it; a last packet without a length counts as long as the average one. */
export const endOf = ({ end, last, first, packets }: StreamSpan): number =>
  end > last || packets < 2 ? end : last + Math.round((last - first) / (packets - 1));
