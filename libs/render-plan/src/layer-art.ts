import type { Size } from './geometry.js';
import type { PlanPicture } from './plan.js';

/** What a layer turned out to be when it was drawn or opened. */
export type LayerArt = StillArt | TimecodeArt;

export interface StillArt {
  readonly kind: 'still';
  readonly picture: PlanPicture;
  /** The layer's size, and where in it the picture lies: what is wholly see-through around it has been left out. */
  readonly box: Size;
  readonly at: { readonly x: number; readonly y: number };
}

export interface TimecodeArt {
  readonly kind: 'timecode';
  /** Pictures of the glyphs of `TIMECODE_GLYPHS` side by side, each in a cell of `cellWidth` pixels. */
  readonly picture: PlanPicture;
  readonly cellWidth: number;
}

/** A picture that is all of its layer. */
export const still = (picture: PlanPicture): StillArt => ({
  kind: 'still',
  picture,
  box: { width: picture.width, height: picture.height },
  at: { x: 0, y: 0 },
});
