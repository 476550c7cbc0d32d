import { open } from 'node:fs/promises';
import { CutroomError } from '#lib/contracts';
import type { CodedVideo, Window } from '#lib/render-plan';
import { add, type Rational, toSeconds, ZERO } from '#lib/timeline';
import type { Launcher } from '../process/launcher.js';
import type { CodedStretch } from './coded-stretch.js';
import { isIdr } from './idr.js';
import { readMp4Video } from './mp4/mp4-video.js';
import { decimal, positiveRatio } from './numbers.js';
import { type ProbeContext, type ProbeOptions, probeContext } from './options.js';
import { runFfprobe } from './run-ffprobe.js';

interface Line {
  readonly pts: number;
  readonly key: boolean;
  readonly pos: number;
  readonly size: number;
}

interface Read {
  readonly lines: readonly Line[];
  readonly header: Readonly<Record<string, string>>;
}

const ENTRIES = 'packet=pts,flags,pos,size:stream=codec_name,profile,time_base:format=start_time';

/** Packets of one stretch; a day at 50 pictures a second. */
const MAX_PACKETS = 4_320_000;

/** By the file's own index where that tells all, else by ffprobe. Throws as `probe` does; INVALID_CLIP_FORMAT also where packets have no times. */
export async function readCodedVideo(
  launcher: Launcher,
  path: string,
  stretch: CodedStretch,
  options: ProbeOptions = {},
): Promise<CodedVideo> {
  const context = probeContext(launcher, path, options);
  return (await readMp4Video(path, stretch, context)) ?? readByProbe(context, stretch);
}

/** Whatever the container, as ffmpeg's own demuxer takes it. Throws the same. */
export async function readByProbe(
  context: ProbeContext,
  { stream, window }: Pick<CodedStretch, 'stream' | 'window'>,
): Promise<CodedVideo> {
  const found = await read(context, stream, window, ZERO);
  const start = decimal(found.header['start_time']) ?? ZERO;
  // ffprobe takes times of the file's own clock, which it tells only now.
  const there = toSeconds(start) === 0 ? found : await read(context, stream, window, start);
  const timeBase = positiveRatio(there.header['time_base']);
  if (timeBase === null) throw withoutTimes();
  // It does not seek to a key frame that an edit list hides.
  const first = there.lines.reduce((least, { pts }) => Math.min(least, pts), Number.POSITIVE_INFINITY);
  const late = first * toSeconds(timeBase) > toSeconds(add(start, window.from));
  const { lines, header } = late ? await read(context, stream, { ...window, from: null }, start) : there;
  if (lines.some(({ pts }) => !Number.isSafeInteger(pts))) throw withoutTimes();
  const codec = header['codec_name'] ?? 'unknown';
  const packets =
    codec === 'h264' ? await withPictures(context.path, lines) : lines.map(({ pts }) => ({ pts, idr: false }));
  return { codec, profile: header['profile'] ?? 'unknown', timeBase, start, packets, toTheEnd: false };
}

/** `from` null: from the very beginning. */
type Stretch = Pick<Window, 'to'> & { readonly from: Rational | null };

async function read(context: ProbeContext, stream: number, { from, to }: Stretch, start: Rational): Promise<Read> {
  const lines: Line[] = [];
  const header: Record<string, string> = {};
  const interval = `${from === null ? '' : seconds(add(start, from))}%${seconds(add(start, to))}`;
  const args = [
    '-select_streams',
    String(stream),
    '-read_intervals',
    interval,
    '-of',
    'compact',
    '-show_entries',
    ENTRIES,
  ];
  await runFfprobe(context, args, (line) => {
    const [section, ...fields] = line.split('|');
    const values = Object.fromEntries(fields.map((field) => field.split('=', 2) as [string, string]));
    if (section !== 'packet') Object.assign(header, values);
    else if (lines.length < MAX_PACKETS) lines.push(lineOf(values));
  });
  return { lines, header };
}

const lineOf = ({ pts, flags, pos, size }: Readonly<Record<string, string>>): Line => ({
  pts: Number.parseInt(pts ?? '', 10),
  key: flags?.startsWith('K') ?? false,
  pos: Number(pos),
  size: Number(size),
});

/** Only key frames are looked into: whether one is an IDR picture no container says. */
async function withPictures(path: string, lines: readonly Line[]): Promise<CodedVideo['packets']> {
  const file = await open(path, 'r');
  try {
    const packets: CodedVideo['packets'][number][] = [];
    for (const { pts, key, pos, size } of lines) packets.push({ pts, idr: key && (await isIdr(file, pos, size)) });
    return packets;
  } finally {
    await file.close();
  }
}

const seconds = (value: Rational): string => toSeconds(value).toFixed(6);

const withoutTimes = (): CutroomError =>
  new CutroomError('INVALID_CLIP_FORMAT', 'The pictures of this file have no times of their own.');
