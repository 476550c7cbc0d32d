import { type CompositionRequest, type RenditionRequest, renditionName } from '#lib/composition-request';
import type { JsonObject } from '#lib/persistence';
import type { Quality } from '../dto/requests.dto.js';
import { even, type Film, wholeFilm } from './film.js';

const LINES: Readonly<Record<Quality, number>> = { '1080p': 1080, '720p': 720, '480p': 480 };
const CRF: Readonly<Record<Quality, number>> = { '1080p': 20, '720p': 22, '480p': 24 };

export interface Transcoded {
  readonly request: CompositionRequest;
  /** In the order in which they were asked for. */
  readonly variants: readonly {
    readonly quality: Quality;
    /** Of the composition; null: its result. */
    readonly rendition: string | null;
    readonly config: JsonObject;
  }[];
}

/** The film in every quality from one decode: the largest is the composition's result, the others are its renditions. */
export const transcode = (film: Film, qualities: readonly Quality[]): Transcoded => {
  const [largest, ...others] = [...qualities].sort((a, b) => LINES[b] - LINES[a]);
  if (largest === undefined) throw new RangeError('There is no quality to make.');
  const rendition = (quality: Quality): RenditionRequest => ({ resolution: sizeOf(film, quality), crf: CRF[quality] });
  return {
    request: wholeFilm(film, {
      ...{ resolution: sizeOf(film, largest), crf: CRF[largest] },
      ...(others.length === 0 ? {} : { renditions: others.map(rendition) }),
    }),
    variants: qualities.map((quality) => ({
      quality,
      rendition: quality === largest ? null : renditionName(rendition(quality)),
      config: { quality, ...sizeOf(film, quality), crf: CRF[quality], ...note(film, quality) },
    })),
  };
};

/** With so many lines, or with its own where it has fewer. */
const sizeOf = (film: Film, quality: Quality) => {
  const lines = Math.min(LINES[quality], film.height);
  return { width: even((film.width * lines) / film.height), height: even(lines) };
};

const note = ({ height }: Film, quality: Quality) =>
  height < LINES[quality] ? { note: `The source has ${height} lines; it was not made larger.` } : {};
