import type { ArrangedClip, Arrangement } from '#lib/timeline';
import type { Fade } from '../plan.js';

/** Dips of every clip, in output frames; one list per clip. */
export const fadesOf = ({ clips }: Arrangement): readonly (readonly Fade[])[] => {
  const fades: Fade[][] = clips.map(() => []);
  for (const [index, clip] of clips.entries()) {
    const { entrance, start } = clip;
    if (entrance.kind !== 'fade') continue;
    const { frames, from } = entrance;
    fades[index]?.push({ direction: 'in', start, frames });
    const outgoing = from === null ? undefined : clips[from];
    if (from === null || outgoing === undefined) continue;
    fades[from]?.push({ direction: 'out', start: lastShown(outgoing, clip) - frames, frames });
  }
  return fades;
};

/** The outgoing clip leaves where it ends, or where the incoming one covers it. */
const lastShown = (outgoing: ArrangedClip, incoming: ArrangedClip): number => Math.min(outgoing.end, incoming.start);

/** The fades that touch output frames [start, start + frames), counted from `start`. */
export const fadesWithin = (fades: readonly Fade[], start: number, frames: number): readonly Fade[] =>
  fades
    .filter((fade) => fade.start < start + frames && fade.start + fade.frames > start)
    .map((fade) => ({ ...fade, start: fade.start - start }))
    .sort((a, b) => a.start - b.start);
