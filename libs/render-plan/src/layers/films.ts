import type { Problem } from '#lib/contracts';
import { framesIn, type Rational, rational, type Timeline, type VideoLayer } from '#lib/timeline';
import { displaySize, layerSize, type Size } from '../geometry.js';
import type { MediaTable } from '../media-table.js';
import { lengthOf } from '../track/resolve.js';
import { framesOf, type Shown } from './layer-moves.js';

/** A film that lies over the clips: its pieces in output frames, one after the other where it is repeated. */
export interface PlacedFilm {
  readonly media: number;
  readonly inPoint: Rational;
  readonly gain: number;
  readonly box: Size;
  readonly shown: Shown;
  readonly pieces: readonly Shown[];
}

/** Repeated more often than that, a film is opened so often that nothing else gets done. */
const SHORTEST_LOOP = rational(1, 5);

export const filmProblems = (
  { layers, output }: Timeline,
  media: MediaTable,
): { readonly unusable: readonly Problem[]; readonly misfits: readonly Problem[] } => {
  const trims = layers.flatMap((layer) =>
    layer.kind === 'video' ? [{ layer, trim: lengthIn(layer, output.fps, media) }] : [],
  );
  const short = (layer: VideoLayer, length: Rational): readonly Problem[] =>
    layer.loop && framesIn(length, output.fps) < framesIn(SHORTEST_LOOP, output.fps)
      ? [{ pointer: `${layer.pointer}/loop`, message: 'What is repeated must last 0.2 s at least.' }]
      : [];
  return {
    unusable: trims.flatMap(({ trim }) => (trim.kind === 'unusable' ? [trim.problem] : [])),
    misfits: trims.flatMap(({ layer, trim }) => {
      if (trim.kind === 'misfit') return [trim.problem];
      return trim.kind === 'length' ? short(layer, trim.length) : [];
    }),
  };
};

const lengthIn = (layer: VideoLayer, fps: Rational, media: MediaTable): ReturnType<typeof lengthOf> => {
  const { info } = media.find(layer.url, `${layer.pointer}/url`);
  if (info.still) {
    const message = 'This is a picture: lay it over the video as an image.';
    return { kind: 'unusable', problem: { pointer: `${layer.pointer}/url`, message } };
  }
  return lengthOf({ ...layer, speed: rational(1) }, info, rational(fps.den, fps.num));
};

/** Throws RangeError for a film that `filmProblems` refuses. */
export const placeFilm = (
  layer: VideoLayer,
  { output }: Pick<Timeline, 'output'>,
  media: MediaTable,
  frames: number,
): PlacedFilm => {
  const { index, info } = media.find(layer.url, `${layer.pointer}/url`);
  const trim = lengthIn(layer, output.fps, media);
  if (info.video === null || trim.kind !== 'length') throw new RangeError('This film cannot be shown.');
  const { from, to } = framesOf(layer, output.fps, frames);
  const length = Math.max(1, framesIn(trim.length, output.fps));
  const end = layer.loop ? to : Math.min(to, from + length);
  const pieces: Shown[] = [];
  for (let at = from; at < end; at += length) pieces.push({ from: at, to: Math.min(end, at + length) });
  return {
    media: index,
    inPoint: layer.inPoint,
    gain: info.audio === null ? 0 : layer.volume,
    box: layerSize(displaySize(info.video), layer.size, output),
    shown: { from, to: end },
    pieces,
  };
};
