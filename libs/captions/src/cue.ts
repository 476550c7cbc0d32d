import type { Position, TextRun } from '#lib/timeline';

export interface Cue {
  /** Milliseconds from the file's own zero. */
  readonly start: number;
  readonly end: number;
  readonly runs: readonly TextRun[];
  /** Where the file says it stands; null = with the other captions. */
  readonly place: CuePlace | null;
  /** What the file says is around its letters; null = nothing. */
  readonly dress: CueDress | null;
}

/** Lengths are times the size of usual letters; colours `#RRGGBBAA`. */
export interface CueDress {
  readonly stroke: { readonly width: number; readonly color: string } | null;
  /** To the right and down. */
  readonly shadow: { readonly distance: number; readonly color: string } | null;
  readonly background: string | null;
}

export interface CuePlace {
  readonly x: Position;
  readonly y: Position;
}

export const MAX_BYTES = 8 * 1024 * 1024;
export const MAX_CUES = 20_000;
export const MAX_CUE_CHARACTERS = 2000;
