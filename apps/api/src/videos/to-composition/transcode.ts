import type { CompositionRequest } from '#lib/composition-request';
import type { JsonObject } from '#lib/persistence';
import type { Quality } from '../dto/requests.dto.js';
import { even, type Film, wholeFilm } from './film.js';

const LINES: Readonly<Record<Quality, number>> = { '1080p': 1080, '720p': 720, '480p': 480 };
const CRF: Readonly<Record<Quality, number>> = { '1080p': 20, '720p': 22, '480p': 24 };

export interface Transcoded {
  readonly request: CompositionRequest;
  readonly config: JsonObject;
}

/** The film with so many lines, or with its own where it has fewer: `config` then says so. */
export const transcode = (film: Film, quality: Quality): Transcoded => {
  const lines = Math.min(LINES[quality], film.height);
  const size = { width: even((film.width * lines) / film.height), height: even(lines) };
  const request = wholeFilm(film, { resolution: size, crf: CRF[quality] });
  const note = { note: `The source has ${film.height} lines; it was not made larger.` };
  return { request, config: { quality, ...size, crf: CRF[quality], ...(lines < LINES[quality] ? note : {}) } };
};
