import type { Position, Rational } from '#lib/timeline';
import type { Size } from '../geometry.js';
import type { PlanPicture } from '../plan.js';

/** What a layer turned out to be when it was drawn or opened. */
export type LayerArt = StillArt | TimecodeArt | CuesArt | FilmArt;

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

/** Captions: pictures that are shown one after the other. */
export interface CuesArt {
  readonly kind: 'cues';
  readonly cues: readonly ArtCue[];
}

export interface ArtCue {
  readonly picture: PlanPicture;
  /** Seconds from the layer's start. */
  readonly start: Rational;
  readonly end: Rational;
  /** Null = where the layer is. */
  readonly place: { readonly x: Position; readonly y: Position } | null;
}

/** Opened by ffmpeg itself: it is among the media. */
export interface FilmArt {
  readonly kind: 'film';
}

/** A picture that is all of its layer. */
export const still = (picture: PlanPicture): StillArt => ({
  kind: 'still',
  picture,
  box: { width: picture.width, height: picture.height },
  at: { x: 0, y: 0 },
});
