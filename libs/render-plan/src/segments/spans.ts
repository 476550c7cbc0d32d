import type { Arrangement } from '#lib/timeline';
import type { ClipView, Span } from '../plan.js';
import { fadesOf, fadesWithin } from '../track/fades.js';
import type { ResolvedClip } from '../track/resolve.js';
import type { Stretch } from '../track/track.js';

/** Turns a piece of the flattened track into a span of a segment. */
export type SpanMaker = (piece: Stretch) => Span;

export const spanMaker = (clips: readonly ResolvedClip[], arrangement: Arrangement): SpanMaker => {
  const fades = fadesOf(arrangement);
  const view = (clip: number, start: number, frames: number): ClipView => {
    const source = clips[clip];
    const place = arrangement.clips[clip];
    if (source === undefined || place === undefined) throw new RangeError(`There is no clip ${clip} on the track.`);
    const { media, inPoint, speed, fit, colorPreset } = source;
    const motion = source.motion === null ? null : { kind: source.motion, frames: place.end - place.start };
    const look = { fit, colorPreset, motion, fades: fadesWithin(fades[clip] ?? [], start, frames) };
    return { media, inPoint, offset: start - place.start, speed, ...look };
  };
  return (piece) => {
    const { start, frames } = piece;
    switch (piece.kind) {
      case 'background':
        return { kind: 'background', frames };
      case 'clip':
        return { kind: 'clip', frames, view: view(piece.clip, start, frames) };
      case 'transition': {
        const { effect, total, begin } = piece;
        const [from, to] = [view(piece.from, start, frames), view(piece.to, start, frames)];
        return { kind: 'transition', frames, effect, from, to, offset: start - begin, total };
      }
    }
  };
};
