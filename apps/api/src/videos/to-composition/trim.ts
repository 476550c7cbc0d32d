import type { CompositionRequest } from '#lib/composition-request';
import { CutroomError } from '#lib/contracts';
import type { TrimDto } from '../dto/requests.dto.js';
import { parseTime } from '../parse-time.js';
import { type Film, wholeFilm } from './film.js';

export interface Trim {
  readonly request: CompositionRequest;
  /** Seconds, as they were used. */
  readonly start: number;
  readonly end: number;
}

/** The part from start to end; what lies beyond the film's end is left off. @throws CutroomError VALIDATION_FAILED */
export const trim = (film: Film, asked: Pick<TrimDto, 'start' | 'end'>): Trim => {
  const [start = 0, wanted = 0] = [parseTime(asked.start) ?? 0, parseTime(asked.end) ?? 0];
  if (wanted <= start) throw CutroomError.at('VALIDATION_FAILED', '/end', 'end must be after start.');
  if (start >= film.duration) {
    throw CutroomError.at(
      'VALIDATION_FAILED',
      '/start',
      `The film is ${film.duration} s long: start lies beyond its end.`,
    );
  }
  const end = Math.min(wanted, film.duration);
  const { clips, ...rest } = wholeFilm(film);
  // Its own end is known better to the engine than by the rounded length here.
  const ends = wanted >= film.duration ? {} : { trim_end: end };
  return { request: { ...rest, clips: clips.map((clip) => ({ ...clip, trim_start: start, ...ends })) }, start, end };
};
