import type { Segment, SegmentLayer, VideoInfo } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { videoInput } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';
import { filmPicture } from './film.js';
import { layerPicture } from './layers.js';
import type { Scene } from './scene.js';
import type { SharedSource } from './shared-sources.js';
import { skip } from './source.js';
import { timecodePicture } from './timecode.js';

/** A source on the output grid. */
export interface OpenedFilm {
  readonly pad: VideoPad;
  /** Frames that come before its first wanted one. */
  readonly lead: number;
  readonly stream: VideoInfo;
}

/** Openings of the films among a segment's layers, in drawing order. */
export const filmSources = ({ layers }: Segment): readonly SharedSource[] =>
  layers.flatMap(({ content, from, to }) => {
    if (content.kind !== 'film') return [];
    const { media, inPoint, offset } = content;
    return [{ media, inPoint, speed: rational(1), offset, frames: to - from }];
  });

export interface LayerPads {
  /** Which of the plan's pictures are read, in the order of their inputs. */
  readonly pictures: readonly number[];
  readonly contentOf: (layer: SegmentLayer) => VideoPad;
}

/** Opens what a segment's layers show: `films` as `filmSources` lists them, pictures from input `firstInput` on. */
export const layerPads = (
  scene: Scene,
  { layers, frames }: Segment,
  films: readonly OpenedFilm[],
  firstInput: number,
): LayerPads => {
  const pictures = [...new Set(layers.flatMap(({ content }) => (content.kind === 'film' ? [] : [content.picture])))];
  const pads = pictures.map((_, index) => layerPicture(videoInput(firstInput + index, 0)));
  const filmLayers = layers.filter(({ content }) => content.kind === 'film');
  const contentOf = (layer: SegmentLayer): VideoPad => {
    const { content } = layer;
    if (content.kind === 'film') {
      const film = at(films, filmLayers.indexOf(layer));
      return filmPicture(layer, film.stream, skip(scene.fps, film.lead, film.pad));
    }
    const pad = at(pads, pictures.indexOf(content.picture));
    return content.kind === 'picture' ? pad : timecodePicture(scene, content, frames, pad);
  };
  return { pictures, contentOf };
};

const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index];
  if (item === undefined) throw new RangeError(`A layer shows entry ${index} of a list of ${list.length}.`);
  return item;
};
