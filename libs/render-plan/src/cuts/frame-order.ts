import { type Rational, toSeconds } from '#lib/timeline';
import type { CodedVideo } from './coded-video.js';

/**
 * Frames of a source, counted in the order in which they are shown. A place in decoding order is called closed where the first n
 * packets are the first n frames: only there can a copy end without losing a frame, or begin.
 */
export interface FrameOrder {
  /** Ticks, by frame; as many as there are without a gap. */
  readonly pts: readonly number[];
  closedAt(place: number): boolean;
  /** By how many frames decoding runs ahead of showing between two closed places. */
  delay(from: number, to: number): number;
  /** The first place from `from` on, and before `end`, where a copy may begin; null where there is none. */
  entryFrom(from: number, end: number): number | null;
  /** The last place up to `until` where decoding may begin; null where there is none. */
  entryBefore(until: number): number | null;
}

/** Of a frame: how far a time stamp may lie off the grid. Containers that count milliseconds round by half of one. */
const JITTER = 0.2;

/** Null where the frames do not come at a steady `fps`. */
export const frameOrder = ({ packets, timeBase }: CodedVideo, fps: Rational): FrameOrder | null => {
  const frameTicks = 1 / (toSeconds(fps) * toSeconds(timeBase));
  const first = packets.reduce((least, { pts }) => Math.min(least, pts), Number.POSITIVE_INFINITY);
  const exact = packets.map(({ pts }) => (pts - first) / frameTicks);
  const frames = exact.map(Math.round);
  const steady = exact.every((frame, place) => Math.abs(frame - (frames[place] ?? 0)) <= JITTER);
  if (!steady || new Set(frames).size < frames.length) return null;

  const ptsOf = new Map(packets.map(({ pts }, place) => [frames[place], pts]));
  const pts: number[] = [];
  for (let tick = ptsOf.get(0); tick !== undefined; tick = ptsOf.get(pts.length)) pts.push(tick);
  const furthest: number[] = [];
  for (const frame of frames) furthest.push(Math.max(furthest.at(-1) ?? -1, frame));

  const closedAt = (place: number): boolean => place === 0 || furthest[place - 1] === place - 1;
  const isEntry = (place: number): boolean => packets[place]?.idr === true && closedAt(place);
  return {
    pts,
    closedAt,
    delay: (from, to) => frames.slice(from, to).reduce((most, frame, index) => Math.max(most, from + index - frame), 0),
    entryFrom: (from, end) => {
      for (let place = from; place < end; place += 1) if (isEntry(place)) return place;
      return null;
    },
    entryBefore: (until) => {
      for (let place = until; place >= 0; place -= 1) if (isEntry(place)) return place;
      return null;
    },
  };
};
