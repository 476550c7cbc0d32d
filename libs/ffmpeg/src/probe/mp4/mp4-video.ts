import { type FileHandle, open } from 'node:fs/promises';
import type { CodedPacket, CodedVideo } from '#lib/render-plan';
import { add, type Rational, rational, sub, toSeconds } from '#lib/timeline';
import type { CodedStretch } from '../coded-stretch.js';
import { isIdr } from '../idr.js';
import { type Allowance, stillAllowed } from './allowance.js';
import { readMovie } from './boxes.js';
import type { SampleTable } from './sample-table.js';
import { readTrack } from './track.js';

/** Key frames to go back for one that is an IDR picture. */
const TRIES = 64;

/**
 * What `readCodedVideo` tells, by the index of a plain MP4 file: starting ffprobe takes longer than copying a clip. Null where the
 * file is not of the plainest kind, or the time is over. Throws the reason of the signal.
 */
export async function readMp4Video(
  path: string,
  stretch: CodedStretch,
  allowance: Allowance,
): Promise<CodedVideo | null> {
  const file = await open(path, 'r');
  try {
    return await read(file, stretch, allowance);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  } finally {
    await file.close();
  }
}

async function read(
  file: FileHandle,
  { stream, window, videoStart }: CodedStretch,
  allowance: Allowance,
): Promise<CodedVideo> {
  const { profile, timeBase, samples, shift } = readTrack(await readMovie(file, allowance), stream);
  const { count, dts, pts, pos, size, keys } = samples;
  const shown = (sample: number): number => (pts[sample] ?? 0) - shift;
  const first = pts.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY) - shift;
  const start = sub(secondsOf(first, timeBase), videoStart);
  const ticks = (time: Rational): number => toSeconds(add(start, time)) / toSeconds(timeBase) + shift;
  const isKey = (sample: number): boolean => keys === null || keys.has(sample);
  const idr = async (sample: number): Promise<boolean> => {
    if (!isKey(sample)) return false;
    stillAllowed(allowance);
    return isIdr(file, pos[sample] ?? -1, size[sample] ?? 0);
  };

  const begin = await beginning(samples, ticks(window.from), isKey, idr);
  const until = ticks(window.to);
  const packets: CodedPacket[] = [];
  let sample = begin;
  for (; sample < count && (dts[sample] ?? 0) <= until; sample += 1) {
    packets.push({ pts: shown(sample), idr: await idr(sample) });
  }
  return { codec: 'h264', profile, timeBase, start, packets, toTheEnd: sample === count };
}

/** The last IDR picture that is shown before `from`, or else the last key frame, or the first of all. */
async function beginning(
  { pts, count }: SampleTable,
  from: number,
  isKey: (sample: number) => boolean,
  idr: (sample: number) => Promise<boolean>,
): Promise<number> {
  const before: number[] = [];
  for (let sample = count - 1; sample >= 0 && before.length < TRIES; sample -= 1) {
    if (isKey(sample) && (pts[sample] ?? 0) <= from) before.push(sample);
  }
  for (const sample of before) if (await idr(sample)) return sample;
  return before[0] ?? 0;
}

const secondsOf = (ticks: number, timeBase: Rational): Rational => rational(ticks * timeBase.num, timeBase.den);
