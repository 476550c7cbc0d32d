import type { CompositionRequest, OutputRequest } from '#lib/composition-request';

/** What is worked on: an uploaded film, or a variant of one. */
export interface Film {
  readonly url: string;
  /** Pixels, as a person sees it. */
  readonly width: number;
  readonly height: number;
  /** A fraction, `30000/1001`. */
  readonly frameRate: string;
  /** Seconds. */
  readonly duration: number;
}

export const ORIGIN = 'videos';
const AUDIO_BITRATE = '128k';
/** Longer than any film that can be uploaded; the service's own limit is for what clients compose. */
const MAX_SECONDS = 86_400;

export const even = (pixels: number): number => Math.max(16, 2 * Math.round(pixels / 2));

/** The whole film as one clip, at its own size and rate. */
export const wholeFilm = (film: Film, output: OutputRequest = {}): CompositionRequest => ({
  clips: [{ url: film.url }],
  output: {
    resolution: { width: even(film.width), height: even(film.height) },
    frame_rate: film.frameRate,
    crf: 20,
    preset: 'veryfast',
    audio_bitrate: AUDIO_BITRATE,
    max_seconds: MAX_SECONDS,
    ...output,
  },
});
