import type { Rational } from '#lib/timeline';
import { rational } from '#lib/timeline';

/** What every command begins with: no terminal, machine-readable progress on stdout, CPU time on stderr at the end. */
export const GLOBAL_ARGS: readonly string[] = [
  '-nostdin',
  '-hide_banner',
  ...['-loglevel', 'level+info'],
  '-benchmark',
  ...['-progress', 'pipe:1'],
  '-nostats',
  ...['-stats_period', '0.25'],
  '-y',
];

/** Same input, same bytes; and nothing of the sources' metadata (GPS, names, serial numbers) in the output. */
export const REPRODUCIBLE_ARGS: readonly string[] = [
  ...['-map_metadata', '-1'],
  ...['-map_chapters', '-1'],
  ...['-fflags', '+bitexact'],
];

/** BT.709, limited range: what every graph ends in. Said when packets are copied too, since not every container remembers. */
export const COLOR_ARGS: readonly string[] = [
  ...['-color_range', 'tv', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'],
];

/** What ffmpeg may open for one input: this file, if it is one of these formats (ffmpeg's names, with commas). */
export const inputGuards = (formats: string): readonly string[] => [
  ...['-protocol_whitelist', 'file'],
  ...['-format_whitelist', formats],
];

/** The prefix keeps a path from being read as an option, a pattern or another protocol. */
export const fileUrl = (path: string): string => `file:${path}`;

/** Seconds for `-ss`, rounded up to ffmpeg's microsecond: rounded down it would miss the key frame it names. */
export const secondsUp = ({ num, den }: Rational): string =>
  (Math.ceil((num * 1_000_000) / den) / 1_000_000).toFixed(6);

const MIN_TIMESCALE = 10_000;

/**
 * Ticks per second of a written video track: a whole number of them per frame, and fewer than 1,000,000 so that
 * the concat demuxer's microseconds round to the exact tick.
 */
export const trackTimescale = (fps: Rational): number => {
  const { num } = rational(fps.num, fps.den);
  return num >= MIN_TIMESCALE ? num : num * 2 ** Math.ceil(Math.log2(MIN_TIMESCALE / num));
};
