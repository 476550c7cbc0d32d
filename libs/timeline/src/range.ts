import type { Problem } from '#lib/contracts';
import type { Timeline } from './model.js';
import { compare, type Rational, rational } from './rational.js';

/** Thirty years. Up to here microseconds are exact in a safe integer, with room for the arithmetic. */
const LONGEST = rational(1_000_000_000);
const LOWEST = rational(-1_000_000_000);

/** Times no video has. They are refused before any arithmetic, which would otherwise run out of exact numbers. */
export const rangeProblems = ({ clips, layers, audio }: Timeline): readonly Problem[] => {
  const times: readonly (readonly [pointer: string, time: Rational | null])[] = [
    ...clips.flatMap(({ pointer, inPoint, outPoint, shownFor, placement, statedEnd, transition }) => [
      [`${pointer}/trim_start`, inPoint] as const,
      [`${pointer}/trim_end`, outPoint] as const,
      [`${pointer}/duration`, shownFor] as const,
      [`${pointer}/start_time`, placement.kind === 'placed' ? placement.start : null] as const,
      [`${pointer}/end_time`, statedEnd] as const,
      [`${pointer}/transition_duration`, transition.kind === 'cut' ? null : transition.duration] as const,
    ]),
    ...layers.flatMap((layer) =>
      layer.kind === 'video'
        ? [
            [`${layer.pointer}/trim_start`, layer.inPoint] as const,
            [`${layer.pointer}/trim_end`, layer.outPoint] as const,
          ]
        : [],
    ),
    ...layers.flatMap(({ pointer, start, end, animation }) => [
      [`${pointer}/animation/duration`, animation?.duration ?? null] as const,
      [`${pointer}/start_time`, start] as const,
      [`${pointer}/end_time`, end] as const,
    ]),
    ...[audio.music].flatMap((music) =>
      music === null ? [] : [music.fadeIn, music.fadeOut].map((time) => [music.pointer, time] as const),
    ),
    ...[audio.music, audio.voice].flatMap((track) =>
      track === null ? [] : [[track.startPointer, track.start] as const],
    ),
  ];
  return times
    .filter(([, time]) => time !== null && (compare(time, LONGEST) > 0 || compare(time, LOWEST) < 0))
    .map(([pointer]) => ({ pointer, message: 'This time is out of range.' }));
};
