import { plainRun } from '#lib/timeline';
import type { Cue } from './cue.js';

/**
 * Cues without a place of their own stand in the same place: where they overlap in time, they are shown as one, the earlier
 * above the later, in one dress. Those with a place are left as they are.
 */
export const oneAtATime = (cues: readonly Cue[]): readonly Cue[] => {
  const common = cues.filter(({ place }) => place === null);
  const edges = [...new Set(common.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const merged: Cue[] = [];
  let next = 0;
  let open: readonly Cue[] = [];
  for (const [index, start] of edges.entries()) {
    const end = edges[index + 1];
    if (end === undefined) break;
    open = open.filter((cue) => cue.end > start);
    for (let cue = common[next]; cue !== undefined && cue.start <= start; cue = common[next]) {
      open = [...open, cue];
      next += 1;
    }
    if (open.length > 0) merged.push({ start, end, runs: stacked(open), place: null, dress: open[0]?.dress ?? null });
  }
  return [...merged, ...cues.filter(({ place }) => place !== null)].sort((a, b) => a.start - b.start);
};

const stacked = (cues: readonly Cue[]): Cue['runs'] =>
  cues.flatMap(({ runs }, index) => (index === 0 ? runs : [plainRun('\n'), ...runs]));
