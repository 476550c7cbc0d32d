import { add, equals, framesIn, max, type Rational, rational, sub, toSeconds, ZERO } from '#lib/timeline';
import type { ColorInfo, MediaInfo, VideoInfo } from '../media.js';
import type { RenderPlan } from '../plan.js';
import type { CodedVideo } from './coded-video.js';
import { type Cut, cutClip } from './cut-clip.js';
import type { CutPiece, CutPlan, EdgeFormat } from './cut-plan.js';
import { frameOrder } from './frame-order.js';
import { type ShownClip, shownClips } from './shown-clips.js';

/** What x264 calls the profiles that can be joined to. */
const PROFILES: Readonly<Record<string, EdgeFormat['profile']>> = {
  'Constrained Baseline': 'baseline',
  Baseline: 'baseline',
  Main: 'main',
  High: 'high',
};

const PIXEL_FORMATS: readonly string[] = ['yuv420p', 'yuvj420p'];

/** Whether the picture of this film may be made of copies as far as a probe can tell; if so, its clips. */
export const copyableClips = (plan: RenderPlan): readonly ShownClip[] | null => {
  const clips = shownClips(plan);
  const videos = plan.media.map(({ info }) => info.video);
  const [first] = videos;
  if (clips === null || first === undefined || first === null) return null;
  if (!plan.media.every(({ info }) => isLaidOut(info))) return null;
  const alike = (video: VideoInfo | null): boolean =>
    video !== null && isPlain(video) && fits(video, plan) && isLike(video, first);
  return videos.every(alike) ? clips : null;
};

/** Whether IDR pictures can be found in it: others are refused in the end, and need not be read for that. */
const isLaidOut = ({ container }: MediaInfo): boolean => container.split(',').includes('mp4');

const isPlain = ({ codec, rotation, interlaced, pixelFormat, alpha }: VideoInfo): boolean =>
  codec === 'h264' && rotation === 0 && !interlaced && !alpha && PIXEL_FORMATS.includes(pixelFormat);

const fits = ({ codedWidth, codedHeight }: VideoInfo, { canvas }: RenderPlan): boolean =>
  codedWidth === canvas.width && codedHeight === canvas.height;

const isLike = (one: VideoInfo, other: VideoInfo): boolean =>
  one.pixelFormat === other.pixelFormat && equals(one.sar, other.sar) && sameColor(one.color, other.color);

const sameColor = (one: ColorInfo, other: ColorInfo): boolean =>
  one.range === other.range &&
  one.matrix === other.matrix &&
  one.primaries === other.primaries &&
  one.transfer === other.transfer;

/** `coded`: the packets around each of `copyableClips`, in their order. Null where no copy is safe. */
export const planCuts = (plan: RenderPlan, coded: readonly CodedVideo[]): CutPlan | null => {
  const clips = copyableClips(plan);
  const [profile, ...others] = new Set(coded.map((one) => PROFILES[one.profile]));
  const video = plan.media[0]?.info.video ?? null;
  if (clips === null || profile === undefined || others.length > 0 || video === null) return null;
  const pieces: CutPiece[] = [];
  for (const [index, clip] of clips.entries()) {
    const source = coded[index];
    const stream = plan.media[clip.media]?.info.video?.stream;
    if (source === undefined || stream === undefined) throw new RangeError(`Nobody read clip ${index}.`);
    const made = piecesOf(clip, source, stream, plan.fps);
    if (made === null) return null;
    for (const piece of made) {
      const last = pieces.at(-1);
      pieces.push({ ...piece, index: pieces.length, start: last === undefined ? 0 : last.start + last.frames });
    }
  }
  if (!pieces.some(({ kind }) => kind === 'copied')) return null;
  const delay = pieces.reduce((most, piece) => Math.max(most, piece.delay), 0);
  return {
    ...onOneClock(pieces, plan.fps),
    delay,
    edges: { profile, pixelFormat: video.pixelFormat, color: video.color },
  };
};

/** Pieces are joined at one time base: what comes straight from sources must have it, the others are written with it. */
const onOneClock = (pieces: readonly CutPiece[], fps: Rational): Pick<CutPlan, 'pieces' | 'timescale'> => {
  const suits = ({ inPoint, timeBase }: CutPiece): boolean => inPoint !== null && isFine(timeBase, fps);
  const timeBase = pieces.find(suits)?.timeBase ?? null;
  const asIs = (piece: CutPiece): boolean => timeBase !== null && suits(piece) && equals(piece.timeBase, timeBase);
  return {
    pieces: pieces.map((piece) => (asIs(piece) ? piece : { ...piece, inPoint: null })),
    timescale: timeBase?.den ?? null,
  };
};

/** Whether frames stay where they are when times are rounded to it. */
const isFine = (timeBase: Rational, fps: Rational): boolean => {
  const ticks = 1 / (toSeconds(timeBase) * toSeconds(fps));
  return timeBase.num === 1 && (Number.isInteger(ticks) || ticks >= 4);
};

/** Of a frame. */
const HALF = 0.5;

type Loose = Omit<CutPiece, 'index' | 'start'>;

const piecesOf = (
  { media, at, frames }: ShownClip,
  source: CodedVideo,
  stream: number,
  fps: Rational,
): readonly Loose[] | null => {
  const { timeBase, start } = source;
  const order = frameOrder(source, fps);
  if (order === null) return null;
  const ptsOf = (frame: number): number => order.pts[frame] ?? 0;
  const secondsOf = (pts: number): Rational => rational(pts * timeBase.num, timeBase.den);
  const into = sub(add(start, at), secondsOf(ptsOf(0)));
  // What is to be seen before the first frame is not in the source.
  if (toSeconds(into) * toSeconds(fps) < -HALF) return null;
  // The frame whose own time is nearest: in-points are decimals, frames rarely are.
  const from = framesIn(max(ZERO, into), fps);
  const to = from + frames;
  const cuts = to > order.pts.length ? null : cutClip(order, from, to);
  if (cuts === null) return null;
  // Where a piece is joined to the end of its source, no sound of that one can end it early. Pieces have their picture first.
  const isStraight = ({ kind, from: begin, to: end }: Cut): boolean =>
    kind === 'copied' && stream === 0 && source.toTheEnd && end === source.packets.length && ptsOf(begin) >= 0;
  return cuts.map((cut) => ({
    kind: cut.kind,
    frames: cut.to - cut.from,
    media,
    stream,
    seek: ptsOf(cut.entry) <= 0 ? null : secondsOf(ptsOf(cut.entry)),
    firstPts: ptsOf(cut.from),
    timeBase,
    delay: cut.kind === 'copied' ? order.delay(cut.from, cut.to) : 0,
    inPoint: isStraight(cut) ? secondsOf(ptsOf(cut.from)) : null,
  }));
};
