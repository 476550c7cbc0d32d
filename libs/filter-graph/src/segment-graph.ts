import type { ClipView, PlanMedia, RenderPlan, Segment, Span } from '#lib/render-plan';
import type { FrameSize, Rational } from '#lib/timeline';
import { type CompiledGraph, compile, type GraphInput } from './compile.js';
import { concatVideo, video, videoInput } from './nodes/builders.js';
import type { VideoPad } from './nodes/node.js';
import { clockOf } from './picture/clock.js';
import { decoderOf } from './picture/decoder.js';
import { isTurnedHere } from './picture/deinterlace.js';
import { faded } from './picture/fades.js';
import { filmSources, layerPads, type OpenedFilm } from './picture/layer-pads.js';
import { withLayers } from './picture/layers.js';
import { type Chroma, type Scene, sceneOf, solid } from './picture/scene.js';
import { type SharedSource, shareSources } from './picture/shared-sources.js';
import { onGrid, openSource, skip, stillOnGrid, take } from './picture/source.js';
import { crossed } from './picture/transition.js';
import { filmView, stillView } from './picture/view.js';

/**
 * The picture of one segment: exactly `segment.frames` frames of yuv420p, BT.709 limited range, in each of the
 * `renditions` (places in `plan.sizes`): at labels `video`, `video1`, … from one decode.
 * Cut anywhere, a plan's segments show the very frames they would show as one. Throws RangeError for a plan that
 * refers to what it does not hold.
 */
export const segmentGraph = (
  plan: RenderPlan,
  segment: Segment,
  renditions: readonly number[] = [0],
): CompiledGraph => {
  const scene = sceneOf(plan);
  const shared = shareSources(segment.spans);
  const opened = openAll(plan, [...shared.sources, ...filmSources(segment)]);
  const viewOf = (view: ClipView, chroma: Chroma): VideoPad => {
    const place = shared.placeOf(view);
    const { pad, lead, stream, still } = at(opened, place.source);
    const shown = still
      ? stillView(scene, stream, view, chroma, pad)
      : filmView(scene, stream, view, chroma, skip(plan.fps, lead + place.start, pad));
    return faded(scene, view.fades, chroma, shown);
  };
  const [first, ...rest] = segment.spans.map((span) => spanPicture(scene, span, viewOf));
  if (first === undefined) throw new RangeError('A segment has at least one span.');
  const track = rest.length === 0 ? first : joined(plan.fps, segment.frames, [first, ...rest]);

  const layers = layerPads(scene, segment, opened.slice(shared.sources.length), opened.length);
  const finished = withLayers(scene, segment, layers.contentOf, track);
  const inputs = [
    ...opened.map(({ input }) => input),
    ...layers.pictures.map((picture) => ({ kind: 'picture', picture }) as const),
  ];
  return compile(
    inputs,
    renditions.map((rendition) => ({
      name: rendition === 0 ? 'video' : `video${rendition}`,
      pad: forEncoder(
        plan,
        video('format', { pix_fmts: 'yuv420p' }, sized(scene, at(plan.sizes, rendition), bare(finished))),
      ),
    })),
  );
};

/**
 * Without what frames carry besides their picture: closed captions, the mastering display of an HDR source, how a camera was held.
 * Encoders write it into the result (newer ones more of it), where it is no longer true, and nobody's business.
 */
const bare = (picture: VideoPad): VideoPad => video('sidedata', { mode: 'delete' }, picture);

/** VAAPI takes frames that are on its device already; everybody else takes them as they are. */
const forEncoder = ({ encoder }: RenderPlan, picture: VideoPad): VideoPad =>
  encoder.picture?.encoder.endsWith('_vaapi')
    ? video('hwupload', {}, video('format', { pix_fmts: 'nv12' }, picture))
    : picture;

/** Only smaller, never larger: Lanczos keeps what a title is read by. */
const sized = ({ canvas }: Scene, { width, height }: FrameSize, picture: VideoPad): VideoPad =>
  width === canvas.width && height === canvas.height
    ? picture
    : video('setsar', { sar: 1 }, video('scale', { width, height, flags: 'lanczos' }, picture));

/** `concat` counts in microseconds; this puts its frames back on the grid. Endless, since `fps` may lose a last frame. */
const joined = (fps: Rational, frames: number, parts: readonly [VideoPad, ...VideoPad[]]): VideoPad => {
  const endless = video('tpad', { stop: -1, stop_mode: 'clone' }, concatVideo(parts));
  return take(frames, video('fps', { fps, start_time: 0 }, endless));
};

/** A view laid on the canvas, endless. */
type ViewOf = (view: ClipView, chroma: Chroma) => VideoPad;

const spanPicture = (scene: Scene, span: Span, viewOf: ViewOf): VideoPad => {
  switch (span.kind) {
    case 'background':
      return take(span.frames, solid(scene, '420'));
    case 'clip':
      return take(span.frames, viewOf(span.view, '420'));
    case 'transition':
      return crossed(scene, span, viewOf(span.from, '444'), viewOf(span.to, '444'));
  }
};

interface OpenedSource extends OpenedFilm {
  readonly input: GraphInput;
  readonly still: boolean;
}

const openAll = (plan: RenderPlan, sources: readonly SharedSource[]): readonly OpenedSource[] => {
  const clock = clockOf(plan.fps);
  return sources.map((source, index) => {
    const { info }: PlanMedia = at(plan.media, source.media);
    if (info.video === null) throw new RangeError('A clip needs a picture.');
    const { seek, lead } = openSource(clock, info, source);
    const raw = videoInput(index, info.video.stream);
    const { video: stream, still, seekable } = info;
    const pad = still ? stillOnGrid(clock, raw) : onGrid(clock, source, stream, { seek, lead, seekable }, raw);
    const input = {
      kind: 'media',
      media: source.media,
      stream: 'video',
      seek,
      decoder: decoderOf(stream),
      whole: false,
      asStored: isTurnedHere(stream),
    } as const;
    return { input, pad, lead, stream, still };
  });
};

const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index];
  if (item === undefined) throw new RangeError(`The plan refers to entry ${index} of a list of ${list.length}.`);
  return item;
};
