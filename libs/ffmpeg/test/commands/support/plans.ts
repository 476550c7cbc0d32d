import {
  type AudioPlan,
  type ClipView,
  type Fade,
  laterContent,
  type MediaInfo,
  type RenderPlan,
  type Segment,
  type SegmentLayer,
  type Span,
} from '#lib/render-plan';
import { type Rational, rational, type X264Preset } from '#lib/timeline';

export interface PlanSketch {
  readonly fps: Rational;
  readonly media: readonly MediaInfo[];
  readonly spans: readonly Span[];
  readonly layers?: Segment['layers'];
  readonly pictures?: RenderPlan['pictures'];
  readonly width?: number;
  readonly height?: number;
  readonly background?: string;
  readonly audio?: Partial<AudioPlan>;
  readonly threads?: number;
  readonly preset?: X264Preset;
}

/** A plan of one segment, straight from its spans. */
export const planOf = (sketch: PlanSketch): RenderPlan => {
  const { fps, media, spans, layers = [], pictures = [], width = 256, height = 64 } = sketch;
  const { background = '#000000', threads = 1 } = sketch;
  const frames = spans.reduce((sum, span) => sum + span.frames, 0);
  const samples = Math.round((frames * 48_000 * fps.den) / fps.num);
  return {
    version: 1,
    canvas: { width, height, background },
    fps,
    frames,
    media: media.map((info, index) => ({ checksum: `media-${index}`, info })),
    pictures,
    segments: [{ index: 0, start: 0, frames, spans, layers, threads }],
    audio: { sampleRate: 48_000, samples, lanes: [], beds: [], ducking: null, loudness: null, ...sketch.audio },
    sizes: [{ width, height, crf: 21 }],
    encoder: {
      format: 'mp4',
      picture: { codec: 'h264', encoder: 'libx264', bitrate: null, preset: sketch.preset ?? 'ultrafast' },
      sound: { codec: 'aac', bitrate: 192_000 },
    },
  };
};

export const view = (media: number, inPoint: Rational = rational(0), more: Partial<ClipView> = {}): ClipView => ({
  media,
  inPoint,
  offset: 0,
  speed: rational(1),
  fit: 'contain',
  colorPreset: 'none',
  motion: null,
  fades: [],
  ...more,
});

/** A picture of 16 × 8 as a layer. */
export const pictureLayer = (more: Partial<SegmentLayer>): SegmentLayer => ({
  content: { kind: 'picture', picture: 0 },
  ...{ x: 0, y: 0, width: 16, height: 8 },
  ...{ from: 0, to: Number.MAX_SAFE_INTEGER },
  opacity: 1,
  moves: [],
  ...more,
});

/** The same plan, cut into segments at these frames of the output, wherever they fall. */
export const cutAt = (plan: RenderPlan, edges: readonly number[]): RenderPlan => {
  const bounds = [0, ...edges, plan.frames];
  const [whole] = plan.segments;
  if (whole === undefined) throw new RangeError('A plan to cut has one segment.');
  const segments = bounds.slice(1).map((end, index) => {
    const start = bounds[index] ?? 0;
    const layers = whole.layers
      .map((layer) => ({
        ...layer,
        content: laterContent(layer, start),
        from: Math.max(0, layer.from - start),
        to: Math.min(end, layer.to) - start,
        moves: layer.moves.map((move) => ({ ...move, start: move.start - start })),
      }))
      .filter(({ from, to }) => to > from);
    return { ...whole, index, start, frames: end - start, spans: spansWithin(whole.spans, start, end), layers };
  });
  return { ...plan, segments };
};

const spansWithin = (spans: readonly Span[], start: number, end: number): readonly Span[] => {
  let at = 0;
  return spans.flatMap((span) => {
    const [first, last] = [Math.max(start, at) - at, Math.min(end, at + span.frames) - at];
    at += span.frames;
    return last > first ? [part(span, first, last - first)] : [];
  });
};

const part = (span: Span, skip: number, frames: number): Span => {
  switch (span.kind) {
    case 'background':
      return { kind: 'background', frames };
    case 'clip':
      return { kind: 'clip', frames, view: later(span.view, skip, frames) };
    case 'transition':
      return {
        ...span,
        frames,
        from: later(span.from, skip, frames),
        to: later(span.to, skip, frames),
        offset: span.offset + skip,
      };
  }
};

const later = (view: ClipView, skip: number, frames: number): ClipView => ({
  ...view,
  offset: view.offset + skip,
  fades: view.fades
    .map((fade: Fade) => ({ ...fade, start: fade.start - skip }))
    .filter((fade) => fade.start < frames && fade.start + fade.frames > 0),
});
