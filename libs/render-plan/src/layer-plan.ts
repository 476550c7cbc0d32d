import type { LayerEffect } from '#lib/timeline';

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
export type LayerContent = { readonly kind: 'picture'; readonly picture: number };

/** Over `frames` frames from segment frame `start` on (negative where it began in an earlier segment). */
export interface LayerMove {
  readonly direction: 'in' | 'out';
  readonly effect: LayerEffect;
  readonly start: number;
  readonly frames: number;
}
