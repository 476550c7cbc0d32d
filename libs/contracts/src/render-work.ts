/** What a render has to do, as far as its cost goes: kept with what it took, so that the next one's can be told beforehand. */
export interface RenderWork {
  /** Of the output. */
  readonly frames: number;
  /** Of one frame, in all its sizes. */
  readonly pixels: number;
  /** See `presetLabel`. */
  readonly preset: string;
  /** Frames that two clips share. */
  readonly transition_frames: number;
  /** Frames of every layer, added up. */
  readonly layer_frames: number;
}

/** x264's name of a preset, with the codec where that is another: what is as fast as each other goes by one label. */
export const presetLabel = (codec: string | null, preset: string): string =>
  codec === 'h264' ? preset : `${codec ?? 'sound'} ${preset}`;
