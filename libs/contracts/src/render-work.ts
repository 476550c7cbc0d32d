/** What a render has to do, as far as its cost goes: kept with what it took, so that the next one's can be told beforehand. */
export interface RenderWork {
  /** Of the output. */
  readonly frames: number;
  /** Of one frame. */
  readonly pixels: number;
  /** x264's name. */
  readonly preset: string;
  /** Frames that two clips share. */
  readonly transition_frames: number;
  /** Frames of every layer, added up. */
  readonly layer_frames: number;
}
