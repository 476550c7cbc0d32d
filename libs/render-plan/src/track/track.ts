import type { ArrangedClip, Arrangement } from '#lib/timeline';

/** What is on screen over [start, start + frames) of the output; `clip`, `from` and `to` are indexes of clips. */
export type Stretch = { readonly start: number; readonly frames: number } & Scene;

type Scene =
  | { readonly kind: 'background' }
  | { readonly kind: 'clip'; readonly clip: number }
  | {
      readonly kind: 'transition';
      readonly from: number;
      readonly to: number;
      readonly effect: string;
      /** Output frame of the transition's first, and its whole length (a later clip may cut it short). */
      readonly begin: number;
      readonly total: number;
    };

const BACKGROUND: Scene = { kind: 'background' };

/**
 * Flattens overlapping clips into what is seen, in order and without gaps: between two edges the clip that starts latest
 * is on top. A clip that lies inside a longer one therefore gives the screen back when it ends.
 */
export const flattenTrack = ({ clips, frames }: Arrangement): readonly Stretch[] => {
  const topFirst = clips
    .map((clip, index) => ({ clip, index }))
    .sort((a, b) => b.clip.start - a.clip.start || b.index - a.index);
  const edges = [...new Set([0, frames, ...clips.flatMap(edgesOf)])]
    .filter((edge) => edge <= frames)
    .sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  for (const [position, start] of edges.entries()) {
    const end = edges[position + 1];
    if (end === undefined) break;
    const top = topFirst.find(({ clip }) => clip.start <= start && start < clip.end);
    const scene = top === undefined ? BACKGROUND : sceneOf(top.clip, top.index, start);
    const last = stretches.at(-1);
    if (last !== undefined && sameScene(last, scene))
      stretches[stretches.length - 1] = { ...last, frames: end - last.start };
    else stretches.push({ start, frames: end - start, ...scene });
  }
  return stretches;
};

/** A transition is never longer than half its clip, so its end lies inside the picture. */
const edgesOf = ({ start, end, entrance }: ArrangedClip): readonly number[] =>
  entrance.kind === 'overlap' ? [start, start + entrance.frames, end] : [start, end];

const sceneOf = ({ start, entrance }: ArrangedClip, clip: number, at: number): Scene => {
  if (entrance.kind !== 'overlap' || at >= start + entrance.frames) return { kind: 'clip', clip };
  const { from, effect, frames } = entrance;
  return { kind: 'transition', from, to: clip, effect, begin: start, total: frames };
};

const sameScene = (a: Scene, b: Scene): boolean => {
  if (a.kind === 'clip') return b.kind === 'clip' && a.clip === b.clip;
  if (a.kind === 'transition') return b.kind === 'transition' && a.to === b.to;
  return a.kind === b.kind;
};
