import type { Problem } from './errors.js';

/** Asks a worker what a render would do. Lost with Redis, and then nobody is worse off than not knowing. */
export interface ForecastQuestion {
  readonly forecastId: string;
  /** A checked request, as `compositions.config` would hold it. */
  readonly request: object;
  /** Whether the first frame of every source is to be decoded, too. */
  readonly firstFrames?: boolean;
  /** Milliseconds since 1970; nobody waits for the answer after it. */
  readonly until: number;
}

export type ForecastAnswer =
  | {
      readonly kind: 'plan';
      readonly frames: number;
      /** Seconds of video. */
      readonly duration: number;
      readonly segments: number;
      /** Segments that exist already. */
      readonly reusable: number;
    }
  /** A render would fail with these. */
  | { readonly kind: 'refused'; readonly errors: readonly Problem[] }
  /** Something was not to be had just now; a render would try again. */
  | { readonly kind: 'unknown' };
