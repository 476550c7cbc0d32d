import type { Arrangement } from '#lib/timeline';
import { layersWithin, type PlacedLayer } from '../layers/layers-within.js';
import type { PlanMedia, Segment, Span } from '../plan.js';
import type { Stretch } from '../track/track.js';
import { isAnchor } from './anchor.js';
import type { SpanMaker } from './spans.js';
import { subdivide, tinyFrames } from './subdivide.js';

export interface SegmentSource {
  readonly stretches: readonly Stretch[];
  readonly arrangement: Arrangement;
  readonly makeSpan: SpanMaker;
  readonly layers: readonly PlacedLayer[];
  readonly media: readonly PlanMedia[];
}

/** Segments at cuts and transition edges; long stretches subdivided, tiny ones merged. Contiguous from frame 0. */
export const cutSegments = (source: SegmentSource, grid: number): readonly Omit<Segment, 'threads'>[] => {
  const spans = source.stretches.flatMap((one) => subdivide(one, source.arrangement, grid)).map(source.makeSpan);
  let start = 0;
  return mergeTiny(spans, source.media, grid).map((group, index) => {
    const frames = total(group);
    const segment = { index, start, frames, spans: group, layers: layersWithin(source.layers, start, frames) };
    start += frames;
    return segment;
  });
};

/**
 * Clips that one segment opens at most: an open 1080p source costs its process some 33 MB beside the encoder's 250
 * (measured at 720p), whether its frames are due or not.
 */
const CLIPS_AT_ONCE = 4;

const clipsIn = (spans: readonly Span[]): number => spans.filter(({ kind }) => kind === 'clip').length;

const total = (spans: readonly Span[]): number => spans.reduce((sum, { frames }) => sum + frames, 0);

/**
 * A long piece always ends its segment, so that an edit is forgotten at the next long piece. In a run of tiny pieces,
 * counting alone would shift every later join by an early edit; there the media itself says where to join (see anchor.ts).
 */
const mergeTiny = (spans: readonly Span[], media: readonly PlanMedia[], grid: number): readonly (readonly Span[])[] => {
  const tiny = tinyFrames(grid);
  const groups: Span[][] = [];
  let group: Span[] = [];
  for (const [index, span] of spans.entries()) {
    group.push(span);
    const next = spans[index + 1];
    const frames = total(group);
    if (frames < tiny) continue;
    const ends =
      next === undefined ||
      span.frames >= tiny ||
      next.frames >= tiny ||
      frames + next.frames > grid ||
      clipsIn(group) >= CLIPS_AT_ONCE ||
      isAnchor(next, media);
    if (!ends) continue;
    groups.push(group);
    group = [];
  }
  if (group.length > 0 && groups.length > 0) groups.at(-1)?.push(...group);
  else if (group.length > 0) groups.push(group);
  return groups;
};
