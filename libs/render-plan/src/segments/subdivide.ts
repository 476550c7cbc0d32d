import type { Arrangement } from '#lib/timeline';
import type { Stretch } from '../track/track.js';

/** Pieces shorter than this part of the grid are not worth a process of their own. */
const TINY = 1 / 5;

export const tinyFrames = (grid: number): number => Math.ceil(grid * TINY);

/**
 * Cuts long stretches on a grid of `grid` frames. The grid is counted from the clip's own first frame (or the gap's, or the
 * transition's), never from the start of the video: an edit that makes an earlier clip longer moves all later clips, but
 * none of their cuts. A rest of less than half the grid stays with the piece before it.
 */
export const subdivide = (stretch: Stretch, arrangement: Arrangement, grid: number): readonly Stretch[] => {
  const end = stretch.start + stretch.frames;
  const origin = originOf(stretch, arrangement);
  const cuts: number[] = [];
  for (let cut = origin + grid; cut <= end - grid / 2; cut += grid) {
    if (cut - stretch.start >= tinyFrames(grid)) cuts.push(cut);
  }
  const starts = [stretch.start, ...cuts];
  return starts.map((start, index) => ({ ...stretch, start, frames: (starts[index + 1] ?? end) - start }));
};

const originOf = (stretch: Stretch, { clips }: Arrangement): number => {
  if (stretch.kind === 'clip') return clips[stretch.clip]?.start ?? stretch.start;
  return stretch.kind === 'transition' ? stretch.begin : stretch.start;
};
