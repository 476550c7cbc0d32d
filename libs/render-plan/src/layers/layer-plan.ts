import type { LayerEffect, Rational, TimecodeFormat } from '#lib/timeline';

/** A layer as one segment shows it. */
export interface SegmentLayer {
  readonly content: LayerContent;
  /** Even pixels of the canvas; may lie outside it. */
  readonly x: number;
  readonly y: number;
  /** Even pixels: the layer's own size. */
  readonly width: number;
  readonly height: number;
  /** Shown on segment frames [from, to). */
  readonly from: number;
  readonly to: number;
  /** 0–1. */
  readonly opacity: number;
  /** What it does while it comes and goes, as far as this segment shows that; empty where it only stands there. */
  readonly moves: readonly LayerMove[];
}

/** `picture` is an index into `RenderPlan.pictures`. */
export type LayerContent =
  | { readonly kind: 'picture'; readonly picture: number }
  | {
      readonly kind: 'timecode';
      /** Glyphs side by side: see `TIMECODE_GLYPHS`. */
      readonly picture: number;
      readonly cellWidth: number;
      readonly format: TimecodeFormat;
      /** Output frame that segment frame 0 is. */
      readonly offset: number;
    }
  | {
      readonly kind: 'film';
      /** Index into `RenderPlan.media`. */
      readonly media: number;
      readonly inPoint: Rational;
      /** Frames from the film's in-point that are over by the layer's first frame here. */
      readonly offset: number;
    };

/** What a strip of glyphs shows, from left to right; the last is empty. */
export const TIMECODE_GLYPHS = '0123456789:. ';

/** Glyphs of a timecode; in seconds, hundreds and tens are empty until they are needed. */
export const TIMECODE_LENGTH: Readonly<Record<TimecodeFormat, number>> = { 'hh:mm:ss:ff': 11, seconds: 6 };

/** Over `frames` frames from segment frame `start` on (negative where it began in an earlier segment). */
export interface LayerMove {
  readonly direction: 'in' | 'out';
  readonly effect: LayerEffect;
  readonly start: number;
  readonly frames: number;
}
