import { add, max, type Rational, rational, sub } from '#lib/timeline';
import { positive } from './numbers.js';
import type { ProbeContext } from './options.js';
import { readPackets, type StreamSpan } from './packets.js';
import type { RawHeader, RawStream } from './raw.js';
import { containerStart, endOf, type Measured, type StreamTimes, sinceStart } from './times.js';

const rateOf = (span: StreamSpan): Rational | null => {
  const length = endOf(span) - span.first;
  return span.packets < 2 || length <= 0 ? null : rational(span.packets * 1_000_000, length);
};

const timesOf = (stream: RawStream, span: StreamSpan, start: number): StreamTimes => {
  // Pictures before the first key frame cannot be decoded: nothing is to be seen there.
  const first = stream.codec_type === 'video' ? (span.firstKey ?? span.first) : span.first;
  const begins = sinceStart(first, start);
  return { start: begins, duration: positive(sub(sinceStart(endOf(span), start), begins)), packetRate: rateOf(span) };
};

const longest = (times: readonly StreamTimes[]): Rational | null =>
  times
    .flatMap(({ start, duration }) => (duration === null ? [] : [add(start, duration)]))
    .reduce<Rational | null>((longer, end) => (longer === null ? end : max(longer, end)), null);

/** Times as the packets tell them, whatever the header claims: reads the whole file. */
export async function measureByPackets(
  context: ProbeContext,
  header: RawHeader,
  streams: readonly RawStream[],
): Promise<Measured> {
  const spans = await readPackets(context);
  const start = containerStart(header, streams);
  const times = streams.flatMap((stream): (readonly [number, StreamTimes])[] => {
    const span = spans.get(stream.index);
    return span === undefined ? [] : [[stream.index, timesOf(stream, span, start)]];
  });
  return { duration: longest(times.map(([, time]) => time)), seekable: false, streams: new Map(times) };
}
