import type { ClipView, Span } from '#lib/render-plan';
import { equals, type Rational } from '#lib/timeline';

/** One opening of a file, which serves views that follow each other without a jump. */
export interface SharedSource {
  readonly media: number;
  readonly inPoint: Rational;
  readonly speed: Rational;
  /** Clip frame at which the first of its views begins. */
  readonly offset: number;
  /** Frames of all its views. */
  readonly frames: number;
}

/** A view, the source that shows it, and the frame of that source with which it begins. */
export interface ViewPlace {
  readonly source: number;
  readonly start: number;
}

export interface SharedSources {
  readonly sources: readonly SharedSource[];
  readonly placeOf: (view: ClipView) => ViewPlace;
}

/**
 * A clip and the transitions at its ends are views of one file: opened once, what lies before a seek point is decoded
 * once. Views are read in the order of time, so no frames pile up in front of the later one.
 */
export const shareSources = (spans: readonly Span[]): SharedSources => {
  const sources: SharedSource[] = [];
  const places = new Map<ClipView, ViewPlace>();
  for (const { view, frames } of viewsOf(spans)) {
    const at = sources.findIndex((source) => continues(source, view));
    const known = sources[at];
    if (known === undefined) {
      places.set(view, { source: sources.length, start: 0 });
      const { media, inPoint, speed, offset } = view;
      sources.push({ media, inPoint, speed, offset, frames });
    } else {
      places.set(view, { source: at, start: known.frames });
      sources[at] = { ...known, frames: known.frames + frames };
    }
  }
  const placeOf = (view: ClipView): ViewPlace => {
    const place = places.get(view);
    if (place === undefined) throw new RangeError('The view belongs to no span of this segment.');
    return place;
  };
  return { sources, placeOf };
};

const continues = (source: SharedSource, view: ClipView): boolean =>
  source.media === view.media &&
  equals(source.inPoint, view.inPoint) &&
  equals(source.speed, view.speed) &&
  source.offset + source.frames === view.offset;

const viewsOf = (spans: readonly Span[]): readonly { readonly view: ClipView; readonly frames: number }[] =>
  spans.flatMap((span) => {
    if (span.kind === 'background') return [];
    const views = span.kind === 'clip' ? [span.view] : [span.from, span.to];
    return views.map((view) => ({ view, frames: span.frames }));
  });
