import { rational, ZERO } from '#lib/timeline';
import { placeFilm } from '../layers/films.js';
import { type LayerSource } from '../layers/layers.js';
import type { HeardClip } from './heard.js';
import { sampleOf } from './samples.js';

/** The sounds of the films that lie over the clips, piece by piece. */
export const heardFilms = ({
  timeline,
  media,
  frames,
}: Pick<LayerSource, 'timeline' | 'media' | 'frames'>): readonly HeardClip[] =>
  timeline.layers.flatMap((layer) => {
    if (layer.kind !== 'video') return [];
    const film = placeFilm(layer, timeline, media, frames);
    if (film.gain === 0) return [];
    return film.pieces.map(({ from, to }) => ({
      start: sampleOf(from, timeline.output.fps),
      end: sampleOf(to, timeline.output.fps),
      ...{ media: film.media, inPoint: film.inPoint, speed: rational(1), gain: film.gain },
      ...{ fadeIn: null, fadeOut: null, before: ZERO, after: ZERO },
    }));
  });
