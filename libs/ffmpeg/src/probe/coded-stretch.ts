import type { Window } from '#lib/render-plan';
import type { Rational } from '#lib/timeline';

export interface CodedStretch {
  /** Absolute index of a picture stream. */
  readonly stream: number;
  /** Seconds from the file's beginning; read from the key frame before it on. */
  readonly window: Window;
  /** Where that stream begins, seconds from the file's beginning. */
  readonly videoStart: Rational;
}
