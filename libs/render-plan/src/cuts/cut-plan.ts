import type { Rational } from '#lib/timeline';
import type { ColorInfo } from '../media.js';

/** The picture of a film as pieces of its sources, in order: most of them copied, the edges of clips encoded. */
export interface CutPlan {
  readonly pieces: readonly CutPiece[];
  /** Frames that decoding runs ahead of showing, anywhere. */
  readonly delay: number;
  readonly edges: EdgeFormat;
  /** Ticks per second of the picture that all pieces are joined at; null: whatever suits the rate. */
  readonly timescale: number | null;
}

/** What an edge must be so that the same decoder goes on with it. */
export interface EdgeFormat {
  readonly profile: 'baseline' | 'main' | 'high';
  readonly pixelFormat: string;
  readonly color: ColorInfo;
}

/** Frames [start, start + frames) of the output. */
export interface CutPiece {
  readonly kind: 'copied' | 'encoded';
  readonly index: number;
  readonly start: number;
  readonly frames: number;
  /** Index into the plan's media. */
  readonly media: number;
  /** Of the media's picture. */
  readonly stream: number;
  /** Where decoding begins, seconds on the file's own clock; null = at its very beginning. A copied piece begins right there. */
  readonly seek: Rational | null;
  /** Of its first frame, and its time base. */
  readonly firstPts: number;
  readonly timeBase: Rational;
  /** Frames that decoding runs ahead of showing in this piece; 0 for an encoded one. */
  readonly delay: number;
  /** Joined straight from its source, which ends with it: seconds on that one's clock where it begins; null = from a file of its own. */
  readonly inPoint: Rational | null;
}
