import type { Problem } from '#lib/contracts';
import {
  add,
  type CaptionsLayer,
  framesIn,
  type Layer,
  positionProblems,
  type Rational,
  type TimecodeLayer,
  type Timeline,
  type VideoLayer,
} from '#lib/timeline';
import { layerPosition, type Size } from '../geometry.js';
import type { MediaTable } from '../media-table.js';
import { placeFilm } from './films.js';
import type { CuesArt, LayerArt } from './layer-art.js';
import { framesOf, movesOf } from './layer-moves.js';
import { TIMECODE_LENGTH } from './layer-plan.js';
import type { PlacedLayer } from './layers-within.js';
import type { PictureTable } from './picture-table.js';

export interface LayerSource {
  readonly timeline: Timeline;
  readonly arts: readonly LayerArt[];
  readonly pictures: PictureTable;
  readonly media: MediaTable;
  /** Length of the whole video. */
  readonly frames: number;
}

/** Problems that show only now that the size of every layer is known; those that showed before are not repeated. */
export const layerRefusals = ({
  timeline,
  arts,
  media,
}: Omit<LayerSource, 'pictures' | 'frames'>): readonly Problem[] =>
  timeline.layers.flatMap((layer, index) => {
    const art = arts[index];
    if (art === undefined || positionProblems(layer, timeline.output, null).length > 0) return [];
    return boxesOf(layer, art, timeline, media)
      .flatMap((box) => positionProblems(layer, timeline.output, box))
      .slice(0, 2);
  });

/** The sizes by which a layer is placed. */
const boxesOf = (layer: Layer, art: LayerArt, timeline: Timeline, media: MediaTable): readonly Size[] => {
  switch (art.kind) {
    case 'still':
      return [art.box];
    case 'timecode':
      return [timecodeBox(layer, art.picture.height, art.cellWidth)];
    case 'cues':
      return art.cues.filter(({ place }) => place === null).map(({ picture }) => picture);
    case 'film':
      return layer.kind === 'video' ? [placeFilm(layer, timeline, media, 1).box] : [];
  }
};

const timecodeBox = (layer: Layer, height: number, cellWidth: number): Size => {
  if (layer.kind !== 'timecode') throw new RangeError('Only a timecode is shown as one.');
  return { width: cellWidth * TIMECODE_LENGTH[layer.format], height };
};

/** Layers in output frames, in drawing order; each is seen for one frame at least. */
export const placeLayers = (source: LayerSource): readonly PlacedLayer[] =>
  source.timeline.layers.flatMap((layer, index) => {
    const art = source.arts[index];
    if (art === undefined) throw new RangeError(`Nobody drew layer ${index}.`);
    return placeLayer(layer, art, source);
  });

const placeLayer = (layer: Layer, art: LayerArt, source: LayerSource): readonly PlacedLayer[] => {
  const { output } = source.timeline;
  const shown = framesOf(layer, output.fps, source.frames);
  const common = { ...shown, opacity: layer.opacity, moves: movesOf(layer, output.fps, shown) };
  switch (art.kind) {
    case 'still': {
      const { x, y } = layerPosition(layer, art.box, output);
      const { width, height } = art.picture;
      const content = { kind: 'picture', picture: source.pictures.indexOf(art.picture) } as const;
      return [{ content, x: x + art.at.x, y: y + art.at.y, width, height, ...common }];
    }
    case 'timecode': {
      if (layer.kind !== 'timecode') throw new RangeError('Only a timecode is shown as one.');
      const { cellWidth, picture } = art;
      const box = timecodeBox(layer, picture.height, cellWidth);
      const strip = { picture: source.pictures.indexOf(picture), cellWidth, format: layer.format };
      return [
        {
          content: { kind: 'timecode', ...strip, offset: firstShown(layer, output.fps, shown.from) },
          ...{ ...layerPosition(layer, box, output), ...box, ...common },
        },
      ];
    }
    case 'cues':
      if (layer.kind !== 'captions') throw new RangeError('Only captions are shown as such.');
      return placeCues(layer, art, source);
    case 'film':
      if (layer.kind !== 'video') throw new RangeError('Only a video is shown as one.');
      return placePieces(layer, source);
  }
};

/** What a timecode shows at output frame 0, in frames; below 0 where it is not seen yet. */
const firstShown = ({ from }: TimecodeLayer, fps: Rational, seenFrom: number): number =>
  from === null ? 0 : framesIn(from, fps) - seenFrom;

/** Captions come and go one by one, within the time in which the layer is shown. */
const placeCues = (layer: CaptionsLayer, { cues }: CuesArt, source: LayerSource): readonly PlacedLayer[] => {
  const { output } = source.timeline;
  const whole = framesOf(layer, output.fps, source.frames);
  return cues.flatMap(({ picture, start, end, place }) => {
    const from = Math.max(whole.from, framesIn(add(layer.start, start), output.fps));
    const to = Math.min(whole.to, framesIn(add(layer.start, end), output.fps));
    if (from >= to) return [];
    const { width, height } = picture;
    return [
      {
        content: { kind: 'picture', picture: source.pictures.indexOf(picture) },
        ...layerPosition(layer.placed ? layer : (place ?? layer), picture, output),
        ...{ width, height, from, to },
        opacity: layer.opacity,
        moves: movesOf(layer, output.fps, { from, to }),
      },
    ];
  });
};

const placePieces = (layer: VideoLayer, { timeline, media, frames }: LayerSource): readonly PlacedLayer[] => {
  const film = placeFilm(layer, timeline, media, frames);
  const common = {
    ...layerPosition(layer, film.box, timeline.output),
    ...film.box,
    opacity: layer.opacity,
    moves: movesOf(layer, timeline.output.fps, film.shown),
  };
  return film.pieces.map((piece) => ({
    content: { kind: 'film', media: film.media, inPoint: film.inPoint, offset: 0 },
    ...common,
    ...piece,
  }));
};
